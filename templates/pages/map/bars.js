/* Bars on areas: as high as their amounts at every enlargement. */
(function (probono) {
  'use strict';

  function bars(map, data) {
    const subject = map.probono.subject, anchors = probono.readPoints(subject.anchors), items = [];
    data.heights.forEach(function (heights, i) {
      const paths = heights.map(function (high, k) {
        const style = high < 0 ? data.unknownStyle : L.extend({ fillColor: data.colours[k] }, data.style);
        const path = L.polygon([[0, 0]], probono.styled(map, 'symbols', style));
        if (high !== 0) {
          path.addTo(map);
          probono.feature(map, i, path, subject);
        }
        return path;
      });
      const foot = L.polyline([[0, 0]], probono.styled(map, 'symbols', L.extend({ interactive: false }, data.foot)));
      if (heights.length) {
        foot.addTo(map);
        items.push({ at: anchors[i], heights: heights, paths: paths, foot: foot });
      }
    });
    function draw() { items.forEach(function (item) { stand(map, item, data); }); }
    map.probono.blocks.push(function () {
      return items.map(function (item) {
        const at = map.latLngToLayerPoint(item.at), scale = map.probono.scale;
        const half = data.width * item.heights.length * scale / 2;
        return [at.x - half, at.y - Math.max.apply(null, item.heights) * scale, at.x + half, at.y - 1];
      });
    });
    map.on('zoomend viewreset resize', draw);
  }

  function stand(map, item, data) {
    const scale = map.probono.scale, zoom = map.getZoom(), at = map.project(item.at, zoom);
    const wide = data.width * scale, left = at.x - wide * item.heights.length / 2;
    function place(x, y) { return map.unproject([x, y], zoom); }
    item.heights.forEach(function (height, k) {
      const high = (height < 0 ? data.unknown : height) * scale, west = left + k * wide, east = west + wide;
      item.paths[k].setLatLngs([place(west, at.y), place(west, at.y - high), place(east, at.y - high), place(east, at.y)]);
    });
    item.foot.setLatLngs([place(left - 2, at.y), place(left + 2 + wide * item.heights.length, at.y)]);
  }

  probono.bars = bars;
}(window.probono = window.probono || {}));

/* Bars on areas: as high as their amounts at every enlargement, and at every time. */
(function (probono) {
  'use strict';

  const NONE = { fill: false, stroke: false };

  function bars(map, data) {
    const subject = map.probono.subject, anchors = probono.readPoints(subject.anchors), items = [];
    data.heights.forEach(function (heights, i) {
      // Over time a bar may come and go.
      if (!heights.length && !data.stepped) { return; }
      const paths = data.colours.map(function (colour, k) {
        const path = L.polygon([[0, 0]], probono.styled(map, 'symbols', styleOf(data, heights, k)));
        path.probonoOwn = true;
        if (heights[k] || data.stepped) {
          path.addTo(map);
          probono.feature(map, i, path, subject);
        }
        return path;
      });
      const foot = L.polyline([[0, 0]], probono.styled(map, 'symbols', L.extend({ interactive: false }, data.foot)));
      foot.addTo(map);
      items.push({ i: i, at: anchors[i], heights: heights, paths: paths, foot: foot });
    });
    function draw() { items.forEach(function (item) { stand(map, item, data); }); }
    map.probono.blocks.push(function () {
      return items.filter(function (item) { return item.heights.length; }).map(function (item) {
        const at = map.latLngToLayerPoint(item.at), scale = map.probono.scale;
        const half = data.width * item.heights.length * scale / 2;
        return [at.x - half, at.y - Math.max.apply(null, item.heights) * scale, at.x + half, at.y - 1];
      });
    });
    // The bars of another time.
    map.probono.stand = function (all) {
      items.forEach(function (item) {
        item.heights = all[item.i];
        item.paths.forEach(function (path, k) {
          delete path.probonoFill;
          path.setStyle(styleOf(data, item.heights, k));
        });
        item.foot.setStyle({ stroke: item.heights.length > 0 });
      });
      if (map.probono.viewed) { draw(); }
    };
    map.on('zoomend viewreset resize', draw);
  }

  function styleOf(data, heights, k) {
    const high = heights[k];
    if (!high) { return NONE; }
    return L.extend({ fill: true, stroke: true, fillColor: data.colours[k] }, high < 0 ? data.unknownStyle : data.style);
  }

  function stand(map, item, data) {
    const scale = map.probono.scale, zoom = map.getZoom(), at = map.project(item.at, zoom);
    const wide = data.width * scale, left = at.x - wide * item.paths.length / 2;
    function place(x, y) { return map.unproject([x, y], zoom); }
    item.paths.forEach(function (path, k) {
      const height = item.heights[k] || 0, high = (height < 0 ? data.unknown : height) * scale;
      const west = left + k * wide, east = west + wide;
      path.setLatLngs([place(west, at.y), place(west, at.y - high), place(east, at.y - high), place(east, at.y)]);
    });
    item.foot.setLatLngs([place(left - 2, at.y), place(left + 2 + wide * item.paths.length, at.y)]);
  }

  probono.bars = bars;
}(window.probono = window.probono || {}));

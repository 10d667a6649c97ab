/* Flows: arrows along curves, as wide as their amounts at every enlargement. */
(function (probono) {
  'use strict';

  function flows(map, data) {
    if (data.subject) { map.probono.subject = data; }
    const items = probono.readLines(data.lines).map(function (line, i) {
      const style = L.extend({ fillColor: data.palette[data.fills[i]] }, data.style);
      const item = L.polygon([[0, 0]], probono.styled(map, 'symbols', style));
      item.addTo(map);
      probono.feature(map, i, item, data);
      return { item: item, line: line, width: data.widths[i] };
    });
    function draw() { items.forEach(function (flow) { shape(map, flow, data); }); }
    // The widths of another time: 0 for what does not flow then.
    map.probono.flow = function (widths) {
      items.forEach(function (flow, i) {
        flow.width = widths[i];
        delete flow.item.probonoFill;
        flow.item.setStyle({ fill: flow.width > 0, stroke: flow.width > 0 });
      });
      if (map.probono.viewed) { draw(); }
    };
    map.on('zoomend viewreset resize', draw);
  }

  function shape(map, flow, data) {
    const unit = data.unit * map.probono.scale;
    const points = flow.line.map(function (place) {
      const at = map.latLngToLayerPoint(place);
      return [at.x, at.y];
    });
    const ring = outline(points, Math.max(flow.width * map.probono.scale, 1), data.gap * unit, unit, data.head);
    flow.item.setLatLngs(ring.map(function (point) { return map.layerPointToLatLng(point); }));
  }

  // The same as `outline` in probono_kit/maps/arrows.py.
  function outline(line, width, gap, unit, head) {
    const along = [0];
    line.slice(1).forEach(function (point, i) {
      along.push(along[i] + Math.hypot(point[0] - line[i][0], point[1] - line[i][1]));
    });
    const length = along[along.length - 1], free = Math.min(gap, length / 5), tip = length - free;
    const wing = head[0] * width + head[1] * unit;
    const base = tip - Math.min(wing, 0.6 * (tip - free));
    const where = [free].concat(along.filter(function (far) { return far > free && far < base; }), [base]);
    const left = where.map(function (far) { return aside(line, along, far, width / 2); });
    const right = where.map(function (far) { return aside(line, along, far, -width / 2); });
    const point = [aside(line, along, base, wing / 2), at(line, along, tip), aside(line, along, base, -wing / 2)];
    return left.concat(point, right.reverse());
  }

  function at(line, along, far) {
    let i = 1;
    while (i < along.length - 1 && along[i] < far) { i += 1; }
    const step = along[i] - along[i - 1];
    const part = step ? Math.max(0, Math.min(1, (far - along[i - 1]) / step)) : 0;
    return [0, 1].map(function (axis) { return line[i - 1][axis] + part * (line[i][axis] - line[i - 1][axis]); });
  }

  function aside(line, along, far, distance) {
    const reach = along[along.length - 1] / (2 * along.length);
    const ahead = at(line, along, far + reach), behind = at(line, along, far - reach), here = at(line, along, far);
    const x = ahead[0] - behind[0], y = ahead[1] - behind[1], size = Math.hypot(x, y) || 1;
    return [here[0] - y / size * distance, here[1] + x / size * distance];
  }

  probono.flows = flows;
}(window.probono = window.probono || {}));

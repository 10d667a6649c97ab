/* The layers: surroundings, areas, circles, points. */
(function (probono) {
  'use strict';

  function options(map, pane, style) {
    const renderers = map.probono.renderers;
    if (!renderers[pane]) {
      renderers[pane] = (map.probono.options.canvas ? L.canvas : L.svg)({ padding: 0.5, pane: 'pk-' + pane });
    }
    return L.extend({ pane: 'pk-' + pane, renderer: renderers[pane] }, style);
  }

  // Elements of Leaflet; above some thousands, shapes on a canvas of ours. Both read the same numbers.
  function brush(map) {
    if (map.probono.options.canvas) {
      const canvas = probono.canvasBrush(map.probono);
      if (!map.probono.painter.listens) { probono.listen(map, map.probono.painter); }
      return canvas;
    }
    return {
      areas: probono.readAreas,
      lines: probono.readLines,
      surface: function (pane, shape, style) {
        const silent = pane === 'areas' ? {} : { interactive: false };
        return L.polygon(shape, options(map, pane, L.extend(silent, style))).addTo(map);
      },
      line: function (pane, shape, style) {
        return L.polyline(shape, options(map, pane, L.extend({ interactive: false }, style))).addTo(map);
      },
      extent: extentOf
    };
  }

  function painted(map, name, data) { return probono.paintedOf(map.probono, name, data, brush(map)); }

  function surroundings(map, data) {
    painted(map, 'surroundings', data);
    explain(map, 'disputed', probono.readLines(data.disputed));
    probono.readPoints(data.countryPoints).forEach(function (at, i) {
      probono.names.write(map, at, data.countryNames[i], 'pk-country', 0);
    });
    probono.readPoints(data.placePoints).forEach(function (at, i) {
      probono.names.writePlace(map, at, data.placeNames[i], data.placeRanks[i]);
    });
  }

  // A sign of the legend is there while what it explains is in view.
  function explain(map, name, lines) {
    const sign = document.querySelector('[data-sign="' + name + '"]');
    if (!sign) { return; }
    function point(at) { return L.point(at[1], at[0]); }
    map.on('moveend', function () {
      const view = map.getBounds(), frame = L.bounds([view.getWest(), view.getSouth()], [view.getEast(), view.getNorth()]);
      sign.hidden = !lines.some(function (line) {
        return line.some(function (at, i) { return i && L.LineUtil.clipSegment(point(line[i - 1]), point(at), frame); });
      });
    });
  }

  function areas(map, data) {
    if (data.subject) { map.probono.subject = data; }
    const anchors = probono.readPoints(data.anchors);
    if (data.hatch.length) { hatching(map, data.hatch); }
    painted(map, 'areas', data).forEach(function (made, i) {
      const colour = data.palette[data.fills[i]], radius = data.radii ? data.radii[i] : 0, extent = sizeOf(made.extent);
      probono.feature(map, i, made.item, data);
      if (radius || (data.radii && data.stepped)) {
        const disc = circle(map, anchors[i], radius, L.extend({
          fillColor: data.symbolPalette[data.symbolFills[i]]
        }, data.symbolStyle));
        disc.item.probonoCircle = true;
        disc.i = i;
        probono.feature(map, i, disc.item, data);
      } else if (data.signs && data.signs.of[data.fills[i]][1]) {
        const both = probono.sign(map, anchors[i], i, data, function (style) { return options(map, 'symbols', style); });
        both.forEach(function (path) { probono.feature(map, i, path, data); });
        map.probono.symbols.push({ item: both[0], icon: both[1], radius: 0 });
      } else if (!data.radii) {
        const size = Math.max(extent.width, extent.height);
        map.probono.specks.push({ at: anchors[i], size: size, i: i, data: data, colour: colour });
      }
      if (data.labels) {
        const label = probono.names.writeArea(map, anchors[i], data.names[i], extent, radius, data.barred);
        label.i = data.subject ? i : -1;
        label.badge = data.signs && data.signs.of[data.fills[i]][1] ? data.signs.of[data.fills[i]][3] : 0;
        label.span.style.setProperty('--ink', data.inks[data.fills[i]]);
        label.span.style.setProperty('--halo', colour);
      }
    });
    map.on('zoomend', function () { specks(map); });
  }

  function ground(map, data) { painted(map, 'ground', data); }

  function points(map, data) {
    const state = map.probono;
    if (data.subject) { state.subject = data; }
    const places = painted(map, 'points', data);
    if (state.options.canvas) {
      probono.painted(map, data);
      return;
    }
    for (let i = 0; i < places.count; i += 1) {
      const at = [places.y[i], places.x[i]];
      if (data.signs) {
        const both = probono.sign(map, at, i, data, function (style) { return options(map, 'symbols', style); });
        both.forEach(function (path) { probono.feature(map, i, path, data); });
        state.symbols.push({ item: both[0], icon: both[1], radius: 0 });
      } else {
        const style = L.extend({ fillColor: data.palette[data.fills[i]] }, data.style);
        probono.feature(map, i, circle(map, at, data.radii[i] || 0, style).item, data);
      }
    }
  }

  // With a radius of its own it is a measure and follows the scale; without, it is a sign.
  function circle(map, at, radius, style) {
    const own = radius ? { radius: radius * map.probono.scale } : {};
    const item = L.circleMarker(at, options(map, 'symbols', L.extend({}, style, own))).addTo(map);
    const symbol = { item: item, radius: radius };
    map.probono.symbols.push(symbol);
    return symbol;
  }

  // Small circles lie on large ones.
  function stack(map) {
    map.probono.symbols.sort(function (a, b) { return b.radius - a.radius; });
    map.probono.symbols.forEach(function (symbol) {
      symbol.item.bringToFront();
      if (symbol.icon) { symbol.icon.bringToFront(); }
    });
  }

  // An area too small to be seen at this zoom gets a dot of its colour.
  function specks(map) {
    const scale = map.getZoomScale(map.getZoom(), 0);
    map.probono.specks.forEach(function (speck) {
      const small = speck.size * scale < 6;
      if (small && !speck.item) {
        speck.item = L.circleMarker(speck.at, options(map, 'symbols', L.extend({}, speck.data.style, {
          radius: 3.5, fillColor: speck.colour, color: speck.data.outline.color, weight: 1
        })));
        probono.feature(map, speck.i, speck.item, speck.data);
      }
      if (speck.item) { map[small ? 'addLayer' : 'removeLayer'](speck.item); }
    });
  }

  function extentOf(shape) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    shape.forEach(function (part) {
      part[0].forEach(function (point) {
        box[0] = Math.min(box[0], point[1]);
        box[1] = Math.min(box[1], point[0]);
        box[2] = Math.max(box[2], point[1]);
        box[3] = Math.max(box[3], point[0]);
      });
    });
    return box;
  }

  function sizeOf(box) {
    return { width: Math.max(0, box[2] - box[0]), height: Math.max(0, box[3] - box[1]) };
  }

  // "No data": lines over its colour; elements name a pattern, which the canvas draws by itself.
  function hatching(map, colours) {
    if (!map.probono.options.canvas && !document.getElementById('pk-hatch')) {
      document.body.insertAdjacentHTML('beforeend',
        '<svg width="0" height="0" style="position:absolute" aria-hidden="true">' +
        '<pattern id="pk-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
        '<rect width="6" height="6" fill="' + colours[0] + '"/>' +
        '<path d="M0 0V6" stroke="' + colours[1] + '" stroke-width="1.6"/></pattern></svg>');
    }
  }

  probono.styled = options;
  probono.stack = stack;
  probono.surroundings = surroundings;
  probono.areas = areas;
  probono.points = points;
  probono.ground = ground;
}(window.probono = window.probono || {}));

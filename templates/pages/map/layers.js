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

  function still(map, pane, style) {
    return options(map, pane, L.extend({ interactive: false }, style));
  }

  function surroundings(map, data) {
    const styles = data.styles;
    probono.readAreas(data.countries).forEach(function (shape, i) {
      L.polygon(shape, still(map, 'surroundings', L.extend({}, styles.countries, { stroke: !data.own[i] }))).addTo(map);
    });
    L.polyline(probono.readLines(data.rivers), still(map, 'water', styles.rivers)).addTo(map);
    L.polygon(probono.readAreas(data.lakes), still(map, 'water', styles.lakes)).addTo(map);
    const disputed = probono.readLines(data.disputed);
    L.polyline(disputed, still(map, 'water', styles.disputed)).addTo(map);
    explain(map, 'disputed', disputed);
    probono.readPoints(data.countryPoints).forEach(function (at, i) {
      probono.names.write(map, at, data.countryNames[i], 'pk-country', 0);
    });
    probono.readPoints(data.placePoints).forEach(function (at, i) {
      probono.names.writePlace(map, at, data.placeNames[i], data.placeRanks[i]);
    });
    probono.names.arrange(map);
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
    const shapes = probono.readAreas(data.shapes);
    const hatch = data.hatch.length && !map.probono.options.canvas ? hatching(data.hatch) : '';
    shapes.forEach(function (shape, i) {
      const colour = data.palette[data.fills[i]];
      const fill = { fillColor: data.hatched[i] && hatch ? hatch : colour };
      const radius = data.radii ? data.radii[i] : 0;
      const extent = extentOf(shape);
      const item = L.polygon(shape, options(map, 'areas', L.extend(fill, data.style))).addTo(map);
      probono.feature(map, i, item, data);
      if (radius) {
        probono.feature(map, i, circle(map, anchors[i], radius, L.extend({
          fillColor: data.symbolPalette[data.symbolFills[i]]
        }, data.symbolStyle)), data);
      } else if (!data.radii) {
        const size = Math.max(extent.width, extent.height);
        map.probono.specks.push({ at: anchors[i], size: size, i: i, data: data, colour: colour });
      }
      if (data.labels) {
        const label = probono.names.writeArea(map, anchors[i], data.names[i], extent, radius, data.barred);
        label.i = data.subject ? i : -1;
        label.span.style.setProperty('--ink', data.inks[data.fills[i]]);
        label.span.style.setProperty('--halo', colour);
      }
    });
    if (data.outline.color) { outline(map, shapes, data.outline); }
    stack(map);
    specks(map);
    map.on('zoomend', function () { specks(map); });
    probono.fit(map);
  }

  function outline(map, shapes, style) {
    L.polyline(shapes.outline, still(map, 'outline', style)).addTo(map);
    shapes.outline.forEach(function (line) { Array.prototype.push.apply(map.probono.edges, line); });
  }

  // Areas that points were counted in: their land below the cells, their borders above.
  function ground(map, data) {
    const shapes = probono.readAreas(data.shapes);
    shapes.forEach(function (shape) {
      L.polygon(shape, still(map, 'surroundings', data.land)).addTo(map);
      L.polyline(shape, still(map, 'outline', data.style)).addTo(map);
    });
    outline(map, shapes, data.outline);
  }

  function points(map, data) {
    const places = probono.readPlaces(data.anchors), state = map.probono;
    const some = Math.ceil(places.count / 2000);
    if (data.subject) { state.subject = data; }
    for (let i = 0; i < places.count; i += 1) {
      const at = [places.y[i], places.x[i]];
      if (i % some === 0) { state.edges.push(at); }
      if (!state.options.canvas && data.signs) {
        const both = probono.sign(map, at, i, data, function (style) { return options(map, 'symbols', style); });
        both.forEach(function (path) { probono.feature(map, i, path, data); });
        state.symbols.push({ item: both[0], icon: both[1], radius: 0 });
      } else if (!state.options.canvas) {
        const style = L.extend({ fillColor: data.palette[data.fills[i]] }, data.style);
        probono.feature(map, i, circle(map, at, data.radii[i] || 0, style), data);
      }
    }
    stack(map);
    if (state.options.canvas) { data.dots = probono.dots(map, places, data); }
    probono.fit(map);
    if (data.dots) { probono.painted(map, data); }
  }

  // With a radius of its own it is a measure and follows the scale; without, it is a sign.
  function circle(map, at, radius, style) {
    const own = radius ? { radius: radius * map.probono.scale } : {};
    const item = L.circleMarker(at, options(map, 'symbols', L.extend({}, style, own))).addTo(map);
    map.probono.symbols.push({ item: item, radius: radius });
    return item;
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
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    shape.forEach(function (part) {
      part[0].forEach(function (point) {
        west = Math.min(west, point[1]);
        east = Math.max(east, point[1]);
        south = Math.min(south, point[0]);
        north = Math.max(north, point[0]);
      });
    });
    return shape.length ? { width: east - west, height: north - south } : { width: 0, height: 0 };
  }

  // "No data": lines over its colour.
  function hatching(colours) {
    if (!document.getElementById('pk-hatch')) {
      document.body.insertAdjacentHTML('beforeend',
        '<svg width="0" height="0" style="position:absolute" aria-hidden="true">' +
        '<pattern id="pk-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
        '<rect width="6" height="6" fill="' + colours[0] + '"/>' +
        '<path d="M0 0V6" stroke="' + colours[1] + '" stroke-width="1.6"/></pattern></svg>');
    }
    return 'url(#pk-hatch)';
  }

  probono.styled = options;
  probono.surroundings = surroundings;
  probono.areas = areas;
  probono.points = points;
  probono.ground = ground;
}(window.probono = window.probono || {}));

/* What a layer paints: with `brush`, which is a canvas of ours or Leaflet. On the canvas it is done
   as soon as the numbers are there, before the page has so much as read Leaflet. */
(function (probono) {
  'use strict';

  function canvasBrush(state) {
    const painter = probono.painter(state);
    return {
      areas: probono.readShapes,
      lines: function (text) { return probono.shapeOf(probono.readLong(text)); },
      surface: function (pane, shape, style) { return painter.add(shape, pane, style); },
      line: function (pane, shape, style) { return painter.add(shape, pane, Object.assign({ fill: false }, style)); },
      extent: function (shape) { return shape.box; }
    };
  }

  function surroundings(state, brush, data) {
    const styles = data.styles;
    brush.areas(data.countries).forEach(function (shape, i) {
      brush.surface('surroundings', shape, Object.assign({}, styles.countries, { stroke: !data.own[i] }));
    });
    brush.line('water', brush.lines(data.rivers), styles.rivers);
    brush.areas(data.lakes).forEach(function (lake) { brush.surface('water', lake, styles.lakes); });
    brush.line('water', brush.lines(data.disputed), styles.disputed);
  }

  // Areas that points were counted in: their land below the cells, their borders above.
  function ground(state, brush, data) {
    const shapes = brush.areas(data.shapes);
    shapes.forEach(function (shape) {
      brush.surface('surroundings', shape, data.land);
      brush.line('outline', shape, data.style);
    });
    outline(state, brush, shapes, data.outline);
  }

  // One item of the brush for each area, with the extent of its shape.
  function areas(state, brush, data) {
    const shapes = brush.areas(data.shapes);
    if (data.hatch.length) { state.hatch = data.hatch; }
    const made = shapes.map(function (shape, i) {
      const colour = data.palette[data.fills[i]];
      const fill = { fillColor: data.hatched.indexOf(data.fills[i]) < 0 ? colour : 'url(#pk-hatch)' };
      return { item: brush.surface('areas', shape, Object.assign(fill, data.style)), extent: brush.extent(shape) };
    });
    if (data.outline.color) { outline(state, brush, shapes, data.outline); }
    return made;
  }

  function outline(state, brush, shapes, style) {
    brush.line('outline', shapes.outline, style);
    Array.prototype.push.apply(state.edges, endsOf(shapes));
  }

  // Some hundreds of the places where the map ends.
  function endsOf(shapes) {
    const ends = [];
    (shapes.ends || shapes.outline).forEach(function (line) {
      for (let i = 0; i < line.length; i += shapes.ends ? 2 : 1) { ends.push(shapes.ends ? [line[i + 1], line[i]] : line[i]); }
    });
    return ends;
  }

  function points(state, brush, data) {
    const places = probono.readSpots(data.spots), some = Math.ceil(places.count / 2000);
    data.fills = data.fills || places.kinds;
    for (let i = 0; i < places.count; i += some) { state.edges.push([places.y[i], places.x[i]]); }
    if (state.options.canvas) { data.dots = probono.dots(state, places, data); }
    return places;
  }

  const PAINTED = { surroundings: surroundings, ground: ground, areas: areas, points: points };

  // What layer `data` paints, with `brush` unless it was painted before.
  function painted(state, name, data, brush) {
    if (!('made' in data)) { data.made = PAINTED[name](state, brush || canvasBrush(state), data) || null; }
    return data.made;
  }

  // The first picture: no names, no controls, nothing that moves; the view that the map begins with.
  function first(given) {
    const state = probono.begin(given.options);
    document.documentElement.className = 'scripts';
    given.layers.forEach(function (layer, i) { if (layer) { painted(state, given.names[i], layer); } });
    const size = { x: state.box.clientWidth, y: state.box.clientHeight };
    state.first = Object.assign(probono.fitted(state, size), { size: size });
    probono.rescale(state, state.first.scale);
    state.sheets.forEach(function (sheet) { sheet.paint(); });
    state.layers = given.layers;
    probono.state = state;
  }

  probono.canvasBrush = canvasBrush;
  probono.paintedOf = painted;
  probono.first = first;
}(window.probono = window.probono || {}));

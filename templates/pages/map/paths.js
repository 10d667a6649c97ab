/* The same numbers as lists of points, as Leaflet wants them, and columns of texts. */
(function (probono) {
  'use strict';

  // Leaflet wants [y, x].
  function readLines(next) {
    const lines = [];
    let firstX = 0, firstY = 0;
    for (let count = next(); count > 0; count -= 1) {
      const line = [];
      let x = firstX, y = firstY;
      for (let points = next(); points > 0; points -= 1) {
        x += next();
        y += next();
        line.push([y, x]);
      }
      firstY = line[0][0];
      firstX = line[0][1];
      lines.push(line);
    }
    return lines;
  }

  function readRing(next, arcs, uses) {
    const ring = [];
    for (let count = next(); count > 0; count -= 1) {
      const number = next();
      const index = number < 0 ? -1 - number : number;
      const arc = number < 0 ? arcs[index].slice().reverse() : arcs[index];
      uses[index] = (uses[index] || 0) + 1;
      for (let i = ring.length ? 1 : 0; i < arc.length; i += 1) { ring.push(arc[i]); }
    }
    return ring;
  }

  function readAreas(text) {
    const next = probono.reader(text);
    const arcs = readLines(next);
    const shapes = [];
    const uses = [];
    for (let count = next(); count > 0; count -= 1) {
      const shape = [];
      for (let parts = next(); parts > 0; parts -= 1) {
        const part = [];
        for (let rings = next(); rings > 0; rings -= 1) { part.push(readRing(next, arcs, uses)); }
        shape.push(part);
      }
      shapes.push(shape);
    }
    // What only one shape has for a border is where all of them end.
    shapes.outline = arcs.filter(function (arc, i) { return uses[i] === 1; });
    return shapes;
  }

  function readPoints(text) {
    const next = probono.reader(text);
    const points = [];
    let x = 0, y = 0;
    while (!next.ended()) {
      x += next();
      y += next();
      points.push([y, x]);
    }
    return points;
  }

  // The same without an object for each point: no point takes less than two letters.
  function readPlaces(text) {
    const next = probono.reader(text), x = new Float32Array(text.length / 2), y = new Float32Array(text.length / 2);
    let count = 0, east = 0, north = 0;
    while (!next.ended()) {
      east += next();
      north += next();
      x[count] = east;
      y[count] = north;
      count += 1;
    }
    return { x: x.subarray(0, count), y: y.subarray(0, count), count: count };
  }

  // Columns of texts that a layer names by their number.
  function refer(layer, texts) {
    ['names', 'values'].forEach(function (part) {
      if (part in layer) { layer[part] = texts[layer[part]]; }
    });
    if (layer.columns) { layer.columns = layer.columns.map(function (number) { return texts[number]; }); }
  }

  // Layers know their texts, and what is painted of them already stays what it is.
  function join(facts) {
    facts.layers = facts.layers.map(function (layer, i) {
      const known = probono.state && probono.state.layers[i];
      refer(layer, facts.texts);
      return known ? Object.assign(known, layer) : layer;
    });
  }

  // Columns that come later fill the lists that layers hold already.
  function complete(texts, later) {
    later.forEach(function (column, number) {
      for (let i = 0; i < column.length; i += 1) { texts[number].push(column[i]); }
    });
  }

  probono.join = join;
  probono.complete = complete;
  probono.readAreas = readAreas;
  probono.readPlaces = readPlaces;
  probono.readLines = function (text) { return readLines(probono.reader(text)); };
  probono.readPoints = readPoints;
}(window.probono = window.probono || {}));

/* Shapes from numbers written as text: probono_kit/maps/web_arcs.py writes what this reads.
   Nothing in these files is newer than what browsers of 2017 know. */
(function (probono) {
  'use strict';

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const VALUES = {};
  for (let i = 0; i < 64; i += 1) { VALUES[DIGITS[i]] = i; }

  function reader(text) {
    let at = 0;
    function next() {
      let number = 0, shift = 1, digit = 0;
      do {
        digit = VALUES[text[at]];
        at += 1;
        number += (digit & 31) * shift;
        shift *= 32;
      } while (digit & 32);
      return number % 2 ? -(number - 1) / 2 : number / 2;
    }
    next.ended = function () { return at >= text.length; };
    return next;
  }

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
    const next = reader(text);
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
    const next = reader(text);
    const points = [];
    let x = 0, y = 0;
    while (!next.ended()) {
      x += next();
      y += next();
      points.push([y, x]);
    }
    return points;
  }

  // The same without an object for each point.
  function readPlaces(text) {
    const next = reader(text), places = { x: [], y: [], count: 0 };
    let x = 0, y = 0;
    while (!next.ended()) {
      x += next();
      y += next();
      places.x.push(x);
      places.y.push(y);
    }
    places.count = places.x.length;
    places.x = Float32Array.from(places.x);
    places.y = Float32Array.from(places.y);
    return places;
  }

  // Columns of texts that a layer names by their number.
  function refer(layer, texts) {
    ['names', 'values'].forEach(function (part) {
      if (part in layer) { layer[part] = texts[layer[part]]; }
    });
    if (layer.columns) { layer.columns = layer.columns.map(function (number) { return texts[number]; }); }
  }

  probono.refer = refer;
  probono.readAreas = readAreas;
  probono.readPlaces = readPlaces;
  probono.readLines = function (text) { return readLines(reader(text)); };
  probono.readPoints = readPoints;
}(window.probono = window.probono || {}));

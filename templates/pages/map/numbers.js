/* Shapes from numbers written as text: probono_kit/maps/web_arcs.py writes what this reads.
   Nothing in these files is newer than what browsers of 2017 know. */
(function (probono) {
  'use strict';

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const VALUES = new Uint8Array(128);
  for (let i = 0; i < 64; i += 1) { VALUES[DIGITS.charCodeAt(i)] = i; }

  function reader(text) {
    let at = 0;
    function next() {
      let number = 0, shift = 1, digit = 0;
      do {
        digit = VALUES[text.charCodeAt(at)];
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

  // The same as it is written: each arc as x, y, x, y and so on, and of each shape the numbers of its arcs.
  function readLong(next) {
    const lines = [];
    let firstX = 0, firstY = 0;
    for (let count = next(); count > 0; count -= 1) {
      const points = next(), line = new Float32Array(2 * points);
      let x = firstX, y = firstY;
      for (let i = 0; i < line.length; i += 2) {
        x += next();
        y += next();
        line[i] = x;
        line[i + 1] = y;
      }
      firstX = line[0];
      firstY = line[1];
      lines.push(line);
    }
    return lines;
  }

  function readCoded(text) {
    const next = reader(text), arcs = readLong(next), shapes = [];
    for (let count = next(); count > 0; count -= 1) {
      const found = [];
      for (let parts = next(); parts > 0; parts -= 1) {
        for (let rings = next(); rings > 0; rings -= 1) {
          const ring = [];
          for (let pieces = next(); pieces > 0; pieces -= 1) { ring.push(next()); }
          found.push(ring);
        }
      }
      shapes.push(found);
    }
    return { arcs: arcs, shapes: shapes };
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

  // The same without an object for each point: no point takes less than two letters.
  function readPlaces(text) {
    const next = reader(text), x = new Float32Array(text.length / 2), y = new Float32Array(text.length / 2);
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

  // Columns that come later fill the lists that layers hold already.
  function complete(texts, later) {
    later.forEach(function (column, number) {
      for (let i = 0; i < column.length; i += 1) { texts[number].push(column[i]); }
    });
  }

  probono.refer = refer;
  probono.complete = complete;
  probono.readAreas = readAreas;
  probono.readCoded = readCoded;
  probono.readLong = function (text) { return readLong(reader(text)); };
  probono.readPlaces = readPlaces;
  probono.readLines = function (text) { return readLines(reader(text)); };
  probono.readPoints = readPoints;
}(window.probono = window.probono || {}));

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

  // Lines as they are written: each as x, y, x, y and so on, and of each shape the numbers of its arcs.
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

  // Points of a layer with the number of what each is: five letters say all three.
  function readSpots(spots) {
    const numbers = probono.fives(spots.letters, 0, spots.letters.length), count = numbers.length;
    const made = { x: new Float32Array(count), y: new Float32Array(count), kinds: new Uint8Array(count), count: count };
    for (let i = 0; i < count; i += 1) {
      const x = numbers[i] % spots.wide, above = (numbers[i] - x) / spots.wide;
      made.x[i] = x;
      made.y[i] = above % spots.high;
      made.kinds[i] = (above - made.y[i]) / spots.high;
    }
    return made;
  }

  probono.reader = reader;
  probono.readCoded = readCoded;
  probono.readLong = function (text) { return readLong(reader(text)); };
  probono.readSpots = readSpots;
}(window.probono = window.probono || {}));

/* An online background below the map. Nothing is asked of anybody before a reader switches it on;
   it is never remembered. Tiles are in Web Mercator, the map is area-true: they are bent. */
(function (probono) {
  'use strict';

  // Pixels of a tile; tiles of a view; tiles kept in memory; smallest pieces that are bent as one.
  const SIZE = 256, MOST = 96, KEPT = 192, FINEST = 8;

  // Pixels by which a piece may be off, and milliseconds to wait for a first tile.
  const OFF = 0.3, PATIENCE = 10000;

  // ---- bending ---------------------------------------------------------------------------------

  // The canvas in pieces that are small enough to be bent as one, with the places of their corners.
  function piecesOf(canvas, view, mercator, size) {
    // What of the canvas lies around the view, but for a strip that saves waiting.
    const edge = L.point(canvas.width, canvas.height).subtract(size.multiplyBy(1.12 * view.ratio)).divideBy(2), pieces = [];

    function at(x, y) { return mercator((x + view.x) / view.scale, -(y + view.y) / view.scale); }

    function cut(x, y, step) {
      if (x >= canvas.width || y >= canvas.height) { return; }
      const corners = [at(x, y), at(x + step, y), at(x, y + step), at(x + step, y + step)];
      const middle = at(x + step / 2, y + step / 2), off = bend(corners, middle, step), half = step / 2, box = boxOf(corners);
      if (off > OFF && step > FINEST) {
        // Far outside of the world, and beyond the last row of tiles, there is nothing to look for.
        if (step < SIZE / 2 && (box[3] < -0.01 || box[1] > 1.01 || corners.concat([middle]).every(outside))) { return; }
        [[x, y], [x + half, y], [x, y + half], [x + half, y + half]].forEach(function (corner) { cut(corner[0], corner[1], half); });
      } else if (off < Infinity && box[3] > 0 && box[1] < 1) {
        const near = x + step > edge.x && y + step > edge.y && x < canvas.width - edge.x && y < canvas.height - edge.y;
        pieces.push({ x: x, y: y, step: step, corners: corners, box: box, near: near });
      }
    }

    for (let y = 0; y < canvas.height; y += SIZE) {
      for (let x = 0; x < canvas.width; x += SIZE) { cut(x, y, SIZE); }
    }
    return pieces;
  }

  function outside(place) { return !isFinite(place[0] + place[1]); }

  function boxOf(corners) {
    const us = corners.map(function (place) { return place[0]; }), vs = corners.map(function (place) { return place[1]; });
    return [Math.min.apply(null, us), Math.min.apply(null, vs), Math.max.apply(null, us), Math.max.apply(null, vs)];
  }

  // By how many pixels a piece would be off; endlessly at the edge of the world and around its poles.
  function bend(c, middle, step) {
    const pixel = Math.sqrt(Math.pow(c[1][0] - c[0][0], 2) + Math.pow(c[1][1] - c[0][1], 2)) / step;
    const off = [0, 1].map(function (part) {
      const curve = Math.abs(middle[part] - (c[0][part] + c[1][part] + c[2][part] + c[3][part]) / 4);
      const twist = Math.abs(c[0][part] + c[3][part] - c[1][part] - c[2][part]) / 4;
      return curve + twist < 0.1 ? (curve + twist) / pixel : Infinity;
    });
    return isFinite(off[0] + off[1]) ? Math.max(off[0], off[1]) : Infinity;
  }

  // The zoom whose pixels are about those of the screen; on fine screens letters stay legible.
  function zoomOf(pieces, view, closest) {
    let sum = 0, all = 0;
    pieces.forEach(function (piece) {
      const a = piece.corners[0], b = piece.corners[1], share = piece.step * piece.step;
      sum += share * Math.log(Math.sqrt(Math.pow(b[0] - a[0], 2) + Math.pow(b[1] - a[1], 2)) / piece.step) / Math.LN2;
      all += share;
    });
    const zoom = Math.round(-sum / all - Math.log(SIZE * Math.sqrt(view.ratio)) / Math.LN2);
    return Math.max(0, Math.min(closest, zoom));
  }

  // The tiles of a zoom that the pieces need; at most so many, else those of a coarser zoom. Only
  // those near the view are asked for; others are painted if they are there.
  function neededBy(pieces, zoom) {
    const count = Math.pow(2, zoom), found = {}, names = [];
    const span = [Infinity, Infinity, -Infinity, -Infinity];
    pieces.forEach(function (piece) {
      const low = Math.max(0, Math.floor(piece.box[1] * count)), high = Math.min(count - 1, Math.floor(piece.box[3] * count));
      const right = Math.floor(piece.box[2] * count);
      for (let y = low; y <= high && names.length <= MOST; y += 1) {
        for (let x = Math.floor(piece.box[0] * count); x <= right; x += 1) {
          const name = x + '/' + y;
          if (!found[name]) {
            found[name] = { x: x, y: y, z: zoom, near: false };
            names.push(found[name]);
          }
          found[name].near = found[name].near || piece.near;
          span[0] = Math.min(span[0], x);
          span[1] = Math.min(span[1], y);
          span[2] = Math.max(span[2], x);
          span[3] = Math.max(span[3], y);
        }
      }
    });
    const large = names.length > MOST || (span[2] - span[0] + 1) * (span[3] - span[1] + 1) > 2 * MOST;
    return large && zoom > 0 ? neededBy(pieces, zoom - 1) : { tiles: names, span: span, count: count };
  }

  // The tiles beside each other on a sheet of their own, so that no seams show when it is bent.
  function mosaic(needed, store) {
    const span = needed.span, sheet = document.createElement('canvas'), pen = sheet.getContext('2d');
    let shown = 0;
    sheet.width = (span[2] - span[0] + 1) * SIZE;
    sheet.height = (span[3] - span[1] + 1) * SIZE;
    needed.tiles.forEach(function (tile) {
      const left = (tile.x - span[0]) * SIZE, top = (tile.y - span[1]) * SIZE;
      // A part of a coarser tile, until the tile is there.
      for (let up = 0; up <= Math.min(5, tile.z); up += 1) {
        const parts = Math.pow(2, up), image = store.ready({ x: Math.floor(tile.x / parts), y: Math.floor(tile.y / parts), z: tile.z - up });
        if (image) {
          const wide = image.naturalWidth / parts, high = image.naturalHeight / parts;
          const x = tile.x - Math.floor(tile.x / parts) * parts, y = tile.y - Math.floor(tile.y / parts) * parts;
          pen.drawImage(image, x * wide, y * high, wide, high, left, top, SIZE, SIZE);
          shown += 1;
          return;
        }
      }
    });
    return { sheet: sheet, shown: shown };
  }

  function paint(pen, pieces, needed, sheet) {
    const scale = needed.count * SIZE, left = needed.span[0] * SIZE, top = needed.span[1] * SIZE;
    pieces.forEach(function (piece) {
      const c = piece.corners, step = piece.step;
      function slope(part, a, b, d, e) { return (c[b][part] - c[a][part] + c[e][part] - c[d][part]) * scale / (2 * step); }
      const ux = slope(0, 0, 1, 2, 3), uy = slope(0, 0, 2, 1, 3), vx = slope(1, 0, 1, 2, 3), vy = slope(1, 0, 2, 1, 3);
      const det = ux * vy - uy * vx, middle = [0, 1].map(function (part) {
        return (c[0][part] + c[1][part] + c[2][part] + c[3][part]) * scale / 4 - (part ? top : left);
      });
      const from = [Math.max(0, Math.floor(piece.box[0] * scale - left) - 3), Math.max(0, Math.floor(piece.box[1] * scale - top) - 3)];
      const wide = Math.min(sheet.width, Math.ceil(piece.box[2] * scale - left) + 3) - from[0];
      const high = Math.min(sheet.height, Math.ceil(piece.box[3] * scale - top) + 3) - from[1];
      if (!det || wide <= 0 || high <= 0) { return; }
      pen.save();
      pen.beginPath();
      pen.rect(piece.x, piece.y, step, step);
      pen.clip();
      pen.setTransform(vy / det, -vx / det, -uy / det, ux / det,
        piece.x + step / 2 - (vy * middle[0] - uy * middle[1]) / det, piece.y + step / 2 - (ux * middle[1] - vx * middle[0]) / det);
      pen.drawImage(sheet, from[0], from[1], wide, high, from[0], from[1], wide, high);
      pen.restore();
    });
  }

  // ---- asking ----------------------------------------------------------------------------------

  // Tiles that were asked for. `changed` is called when one has come, or cannot be had.
  function storeOf(data, changed) {
    const kept = new Map();

    function nameOf(tile) { return tile.z + '/' + tile.x + '/' + tile.y; }

    // Around the world the same tiles come again.
    function turned(tile) {
      const count = Math.pow(2, tile.z);
      return { z: tile.z, x: (tile.x % count + count) % count, y: tile.y };
    }

    function forget(name) {
      const entry = kept.get(name);
      kept.delete(name);
      entry.image.onload = entry.image.onerror = null;
      if (entry.state === 'asked') { entry.image.removeAttribute('src'); }
    }

    function ask(tile) {
      const entry = { image: new Image(), state: 'asked' };
      kept.set(nameOf(tile), entry);
      // The policy of OpenStreetMap wants to know which website asks; nobody needs to know the page.
      entry.image.referrerPolicy = 'strict-origin';
      entry.image.onload = function () {
        entry.state = entry.image.naturalWidth ? 'ready' : 'failed';
        changed();
      };
      entry.image.onerror = function () {
        entry.state = 'failed';
        changed();
      };
      entry.image.src = data.template.replace('{z}', tile.z).replace('{x}', tile.x).replace('{y}', tile.y)
        .replace('{s}', data.servers.length ? data.servers[(tile.x + tile.y) % data.servers.length] : '');
    }

    return {
      ready: function (tile) {
        const entry = kept.get(nameOf(turned(tile)));
        return entry && entry.state === 'ready' ? entry.image : null;
      },
      // What is wanted now is asked for, what is waited for in vain no longer; the oldest are dropped.
      want: function (tiles, again) {
        const wanted = {};
        tiles.map(turned).forEach(function (tile) {
          const name = nameOf(tile), entry = kept.get(name);
          if (wanted[name]) { return; }
          wanted[name] = true;
          if (entry && entry.state === 'failed' && again) { kept.delete(name); }
          if (!kept.has(name)) {
            ask(tile);
          } else if (entry.state === 'ready') {
            kept.delete(name);
            kept.set(name, entry);
          }
        });
        Array.from(kept.keys()).forEach(function (name) {
          if (!wanted[name] && (kept.get(name).state !== 'ready' || kept.size > KEPT)) { forget(name); }
        });
      },
      waiting: function () { return Array.from(kept.values()).some(function (entry) { return entry.state === 'asked'; }); },
      clear: function () { Array.from(kept.keys()).forEach(forget); }
    };
  }

  // ---- what the map looks like with it ---------------------------------------------------------

  // The background shows land, rivers and lakes by itself. Borders stay, those in dispute too.
  function bare(map, on) {
    const items = map.probono.painter ? map.probono.painter.all() : [];
    map.eachLayer(function (layer) { if (layer.setStyle) { items.push(layer); } });
    items.forEach(function (item) {
      const style = item.options, water = style.pane === 'pk-water';
      if (style.pane !== 'pk-surroundings' && !(water && !style.dashArray)) { return; }
      item.probonoLand = item.probonoLand || { fill: style.fill !== false, stroke: style.stroke !== false };
      item.setStyle(on ? { fill: false, stroke: item.probonoLand.stroke && !water } : item.probonoLand);
    });
  }

  function tiles(map, data) {
    const box = document.getElementById('online'), said = document.querySelector('.online-said');
    const mercator = probono.mercatorOf(data), store = storeOf(data, later);
    let on = false, sheet = null, seen = null, cut = {}, asked = 0, timer = 0, credit = null, again = true, paper = false;

    function say(name) {
      const text = name ? said.getAttribute('data-' + name) : '';
      if (said.textContent !== text) { said.textContent = text; }
    }

    function draw(canvas, view) {
      seen = null;
      if (!on || paper) { return; }
      const now = [view.x, view.y, view.scale, canvas.width, canvas.height].join();
      if (cut.of !== now) { cut = { of: now, pieces: piecesOf(canvas, view, mercator, map.getSize()) }; }
      const pieces = cut.pieces;
      if (!pieces.length) { return; }
      const needed = neededBy(pieces, zoomOf(pieces, view, data.closest));
      if (!needed.tiles.length) { return; }
      needed.tiles.sort(fromTheMiddle(needed.span));
      store.want(needed.tiles.filter(function (tile) { return tile.near; }), again);
      again = false;
      const made = mosaic(needed, store);
      paint(canvas.getContext('2d'), pieces, needed, made.sheet);
      canvas.setAttribute('data-zoom', needed.tiles[0].z);
      seen = made.shown;
      settle();
    }

    // What is in the middle is asked for first.
    function fromTheMiddle(span) {
      function far(tile) { return Math.pow(2 * tile.x - span[0] - span[2], 2) + Math.pow(2 * tile.y - span[1] - span[3], 2); }
      return function (a, b) { return far(a) - far(b); };
    }

    // Without a single tile the map stays what it was.
    function settle() {
      const shown = Boolean(seen), wait = store.waiting();
      if (map.getContainer().classList.contains('pk-online') !== shown) { look(shown); }
      if (shown || !wait) { window.clearTimeout(timer); }
      if (shown || !wait) { say(shown ? 'shown' : 'failed'); }
    }

    function look(shown) {
      map.getContainer().classList[shown ? 'add' : 'remove']('pk-online');
      map.getContainer().classList[shown && data.coloured ? 'add' : 'remove']('pk-online-coloured');
      credit.getContainer().hidden = !shown;
      bare(map, shown);
      probono.names.arrange(map);
    }

    // Tiles come one by one: they are painted together.
    function later() {
      if (!asked && on) {
        asked = window.setTimeout(function () {
          asked = 0;
          if (on && !map._animatingZoom && !map.dragging.moving()) { sheet.paint(); }
        }, 60);
      }
    }

    function begin() {
      map.createPane('pk-tiles').style.zIndex = 205;
      map.getPane('pk-tiles').style.pointerEvents = 'none';
      credit = L.control({ position: map.probono.options.rightToLeft ? 'bottomleft' : 'bottomright' });
      credit.onAdd = function () {
        const line = document.querySelector('.online-credit');
        L.DomEvent.disableClickPropagation(line);
        return line;
      };
      credit.addTo(map);
      map.probono.blocks.push(blocked);
      sheet = probono.sheet(map.probono, 'pk-tiles', draw);
      map.on('moveend', function () { again = true; });
      // Paper gets the map as it is without a network.
      window.addEventListener('beforeprint', function () {
        paper = true;
        if (seen) { look(false); }
      });
      window.addEventListener('afterprint', function () {
        paper = false;
        if (on) { sheet.paint(); }
      });
      window.addEventListener('online', function () {
        again = true;
        later();
      });
    }

    // No name is written below the credit.
    function blocked() {
      const line = credit.getContainer().getBoundingClientRect(), frame = map.getContainer().getBoundingClientRect();
      const corner = map.containerPointToLayerPoint([line.left - frame.left, line.top - frame.top]);
      return line.width ? [[corner.x, corner.y, corner.x + line.width, corner.y + line.height]] : [];
    }

    function turn() {
      on = box.checked;
      if (!sheet) { begin(); }
      map.getPane('pk-tiles').style.display = on ? '' : 'none';
      window.clearTimeout(timer);
      if (on) {
        again = true;
        say('loading');
        timer = window.setTimeout(function () { say('failed'); }, PATIENCE);
        sheet.paint();
      } else {
        seen = null;
        store.clear();
        look(false);
        say('');
      }
    }

    // Browsers keep what was chosen when a page is loaded again.
    box.checked = false;
    if (data.website && window.location.protocol.indexOf('http') !== 0) {
      box.disabled = true;
      say('website');
      return;
    }
    box.addEventListener('change', turn);
  }

  probono.tiles = tiles;
}(window.probono = window.probono || {}));

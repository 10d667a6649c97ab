/* A map before and after Leaflet is there: what is known of it, what part is in view, its canvases.
   What lies at (x, y) in cells belongs at pixel (x * scale - view.x, -y * scale - view.y). */
(function (probono) {
  'use strict';

  // Free space painted around the view, as a share of it, so that dragging shows no edge.
  const AROUND = 0.3;

  // The controls as layers.css has them, from the edges of the map: where they are before they are.
  const EDGE = 10, BAR = { wide: 36, high: 144 }, SCALE = { high: 18.5 };

  function begin(options) {
    const box = document.querySelector('.folium-map');
    box.style.background = options.ground;
    return {
      options: options, box: box, map: null, first: null, sheets: [], labels: [], symbols: [], specks: [], edges: [],
      renderers: {}, scale: 1, viewed: false, wide: false, subject: null, blocks: [], overlays: [], switched: {},
      dotted: [], visible: null, pointed: {}, turned: {}
    };
  }

  // ---- what is in view --------------------------------------------------------------------------

  // Where the whole map finds room in `size`: pixels of a cell, and of the corner in the north and west.
  // Controls get room of their own where they would lie on the data.
  function fit(state, size) {
    const edges = state.options.bounds, right = state.options.rightToLeft;
    const margin = Math.min(size.x, size.y) < 500 ? 12 : 28;
    let side = margin, bottom = margin, at = frame();
    if (covers(state, at, controls(state, size, at.scale)[0])) {
      side = 60;
      at = frame();
    }
    if (covers(state, at, controls(state, size, at.scale)[1])) {
      bottom = 44;
      at = frame();
    }
    return at;

    function frame() {
      const left = right ? margin : side;
      const wide = Math.max(1, size.x - side - margin), high = Math.max(1, size.y - margin - bottom);
      const scale = Math.min(wide / (edges[2] - edges[0]), high / (edges[3] - edges[1]), Math.pow(2, state.options.maxZoom));
      return {
        scale: scale,
        left: left + (wide - scale * (edges[2] - edges[0])) / 2,
        top: margin + (high - scale * (edges[3] - edges[1])) / 2
      };
    }
  }

  function covers(state, at, box) {
    const edges = state.options.bounds;
    return state.edges.some(function (place) {
      const x = at.left + (place[1] - edges[0]) * at.scale, y = at.top + (edges[3] - place[0]) * at.scale;
      return x > box[0] && x < box[2] && y > box[1] && y < box[3];
    });
  }

  // The boxes of the buttons and of the scale.
  function controls(state, size, scale) {
    const right = state.options.rightToLeft, wide = state.options.scale ? scaleBar(state.options, size.x, scale).pixels : 0;
    function box(wide, top, bottom) {
      const left = right ? size.x - EDGE - wide : EDGE;
      return [left, top, left + wide, bottom];
    }
    return [box(BAR.wide, EDGE, EDGE + BAR.high), box(wide, size.y - EDGE - SCALE.high, size.y - EDGE)];
  }

  // The longest bar of 1, 2 or 5 times a power of ten that finds room in a map so many pixels wide.
  function scaleBar(options, wide, scale) {
    const pixel = options.scale * options.cell / scale;
    const longest = pixel * Math.min(140, wide / 2.5);
    const power = Math.pow(10, Math.floor(Math.log(longest) / Math.LN10));
    const metres = power * (longest >= 5 * power ? 5 : longest >= 2 * power ? 2 : 1);
    return { metres: metres, pixels: Math.round(metres / pixel) };
  }

  // Circles keep their share of the territory: on a small screen they are smaller than on paper.
  function rescale(state, scale) {
    const edges = state.options.bounds, pixels = Math.max(edges[2] - edges[0], edges[3] - edges[1]) * scale;
    state.scale = Math.max(0.3, Math.min(1.25, pixels / state.options.paperPixels));
    document.documentElement.style.setProperty('--pk-scale', state.scale.toFixed(3));
  }

  // The frame of the map: its size, its scale, and where its corner is.
  function frameOf(state) {
    if (state.map) { return state.viewed ? probono.seen(state.map) : null; }
    const at = state.first, edges = state.options.bounds;
    return at && {
      wide: at.size.x, high: at.size.y, scale: at.scale,
      x: Math.round(edges[0] * at.scale - at.left), y: Math.round(-edges[3] * at.scale - at.top)
    };
  }

  // ---- canvases ---------------------------------------------------------------------------------

  // A canvas that lies on the map, painted by `draw(canvas, view, part)`; of `part` (cells) alone if given.
  function sheet(state, pane, draw) {
    const canvas = document.createElement('canvas');
    const made = { canvas: canvas, pane: pane, draw: draw, at: null, view: null, paint: paint, place: function () { return; } };
    canvas.className = 'leaflet-zoom-animated';
    canvas.setAttribute('aria-hidden', 'true');
    canvas.style.cssText = 'position: absolute; left: 0; top: 0; pointer-events: none';

    function paint() {
      const frame = frameOf(state), ratio = Math.min(2, window.devicePixelRatio || 1);
      if (!frame || !frame.wide || !frame.high) { return; }
      const share = state.wide ? AROUND : 0, across = Math.round(frame.wide * share), down = Math.round(frame.high * share);
      const wide = frame.wide + 2 * across, high = frame.high + 2 * down;
      made.at = { x: Math.round(frame.x - across), y: Math.round(frame.y - down), scale: frame.scale, frame: frame };
      canvas.width = wide * ratio;
      canvas.height = high * ratio;
      canvas.style.width = wide + 'px';
      canvas.style.height = high + 'px';
      made.place();
      made.view = { scale: frame.scale * ratio, x: made.at.x * ratio, y: made.at.y * ratio, ratio: ratio };
      draw(canvas, made.view, null);
      canvas.setAttribute('data-painted', Number(canvas.getAttribute('data-painted')) + 1);
    }

    state.sheets.push(made);
    if (state.map) { probono.settle(state.map, made); } else { state.box.appendChild(canvas); }
    return made;
  }

  probono.begin = begin;
  probono.fitted = fit;
  probono.controls = controls;
  probono.scaleBar = scaleBar;
  probono.rescale = rescale;
  probono.frameOf = frameOf;
  probono.sheet = sheet;
  probono.AROUND = AROUND;
}(window.probono = window.probono || {}));

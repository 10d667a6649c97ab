/* The map itself: its coordinates, what part of it is in view, its buttons and its scale. */
(function (probono) {
  'use strict';

  // From the bottom to the top.
  const PANES = ['surroundings', 'areas', 'outline', 'water', 'under', 'symbols', 'names'];
  const SILENT = ['surroundings', 'outline', 'water', 'under', 'names'];

  function asks(query) {
    return Boolean(window.matchMedia && window.matchMedia(query).matches);
  }

  // The text that a browser shows for `encoded`.
  function decoded(encoded) {
    const holder = document.createElement('span');
    holder.innerHTML = encoded;
    return holder.textContent;
  }

  function create(id, options) {
    const still = asks('(prefers-reduced-motion: reduce)');
    const map = L.map(id, {
      crs: L.extend({}, L.CRS.Simple, {
        distance: function (a, b) {
          return Math.sqrt(Math.pow(a.lng - b.lng, 2) + Math.pow(a.lat - b.lat, 2)) * options.cell;
        }
      }),
      minZoom: -20,
      maxZoom: options.maxZoom,
      zoomSnap: 0,
      zoomDelta: 0.75,
      wheelPxPerZoomLevel: 90,
      attributionControl: false,
      zoomControl: false,
      scrollWheelZoom: false,
      zoomAnimation: !still,
      fadeAnimation: !still,
      inertia: !still,
      maxBoundsViscosity: 0.7
    });
    map.getContainer().style.background = options.ground;
    map.probono = {
      options: options, labels: [], symbols: [], specks: [], edges: [], renderers: {}, scale: 1,
      subject: null, blocks: [], overlays: [], switched: {}, dotted: [], visible: null, pointed: {}, turned: {},
      tip: L.tooltip({ className: 'pk-tip', opacity: 1, direction: 'auto', offset: [10, 0] })
    };
    PANES.forEach(function (name, i) { map.createPane('pk-' + name).style.zIndex = 210 + 10 * i; });
    SILENT.forEach(function (name) { map.getPane('pk-' + name).style.pointerEvents = 'none'; });
    map.getContainer().setAttribute('role', 'group');
    map.getContainer().setAttribute('aria-label', decoded(options.texts.keys));
    fit(map);
    buttons(map);
    if (options.scale) { scaleBar(map).addTo(map); }
    follow(map);
    probono.names.keep(map);
    map.probono.loading = true;
    probono.current = map;
    return map;
  }

  // All layers are there: now is the time to see what fits, once for all of them.
  function loaded(map) {
    map.probono.loading = false;
    fit(map);
    probono.names.arrange(map);
  }

  // ---- what is in view ----------------------------------------------------------------------

  function fit(map) {
    if (map.probono.loading) { return; }
    const edges = map.probono.options.bounds;
    const bounds = L.latLngBounds([edges[1], edges[0]], [edges[3], edges[2]]);
    const margin = Math.min(map.getSize().x, map.getSize().y) < 500 ? 12 : 28;
    map.setMinZoom(-20);
    map.setMaxBounds(null);
    let side = margin, bottom = margin;
    frame();
    if (covers(map, '.leaflet-bar')) {
      side = 60;
      frame();
    }
    if (covers(map, '.pk-scale')) {
      bottom = 44;
      frame();
    }
    map.setMinZoom(map.getZoom() - 0.5);
    map.setMaxBounds(bounds.pad(0.6));
    map.probono.moved = false;
    rescale(map);

    function frame() {
      const right = map.probono.options.rightToLeft;
      map.fitBounds(bounds, {
        paddingTopLeft: [right ? margin : side, margin],
        paddingBottomRight: [right ? side : margin, bottom],
        animate: false
      });
    }
  }

  // Does a control lie on the data?
  function covers(map, selector) {
    const bar = map.getContainer().querySelector(selector);
    if (!bar) { return false; }
    const frame = map.getContainer().getBoundingClientRect(), box = bar.getBoundingClientRect();
    return map.probono.edges.some(function (place) {
      const at = map.latLngToContainerPoint(place);
      const x = at.x + frame.left, y = at.y + frame.top;
      return x > box.left && x < box.right && y > box.top && y < box.bottom;
    });
  }

  // Circles keep their share of the territory: on a small screen they are smaller than on paper.
  function rescale(map) {
    const state = map.probono, edges = state.options.bounds;
    const side = Math.max(edges[2] - edges[0], edges[3] - edges[1]);
    const pixels = side * map.getZoomScale(map.getZoom(), 0);
    state.scale = Math.max(0.3, Math.min(1.25, pixels / state.options.paperPixels));
    document.documentElement.style.setProperty('--pk-scale', state.scale.toFixed(3));
    state.symbols.forEach(function (symbol) {
      if (symbol.radius) { symbol.item.setRadius(symbol.radius * state.scale); }
    });
    probono.names.arrange(map);
  }

  // A window that changes its size keeps the whole map in view, unless the reader chose a view;
  // and the wheel scrolls the page until the reader has turned to the map.
  function follow(map) {
    map.on('resize', function () { if (!map.probono.moved) { fit(map); } });
    map.on('dragstart zoomstart', function () { map.probono.moved = true; });
    map.on('focus click', function () { map.scrollWheelZoom.enable(); });
    map.on('blur', function () { map.scrollWheelZoom.disable(); });
    map.on('popupopen', function (event) {
      const close = event.popup.getElement().querySelector('.leaflet-popup-close-button');
      if (close) { close.setAttribute('aria-label', decoded(map.probono.options.texts.close)); }
    });
  }

  // ---- buttons and scale --------------------------------------------------------------------

  function buttons(map) {
    const texts = map.probono.options.texts;
    const bar = L.control({ position: map.probono.options.rightToLeft ? 'topright' : 'topleft' });
    const whole = '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 10l7-7 7 7M5 8v9h10V8"/></svg>';
    bar.onAdd = function () {
      const box = L.DomUtil.create('div', 'leaflet-bar');
      button(box, '+', texts.zoomIn, function () { map.zoomIn(); });
      button(box, '&#8722;', texts.zoomOut, function () { map.zoomOut(); });
      button(box, whole, texts.wholeMap, function () {
        map.closePopup();
        fit(map);
      });
      fullScreen(map, box);
      return box;
    };
    bar.addTo(map);
  }

  function button(parent, sign, title, act) {
    const item = L.DomUtil.create('a', '', parent);
    item.href = '#';
    item.innerHTML = sign;
    item.setAttribute('role', 'button');
    call(item, title);
    L.DomEvent.disableClickPropagation(item);
    L.DomEvent.on(item, 'click', function (event) {
      L.DomEvent.preventDefault(event);
      act();
    });
    L.DomEvent.on(item, 'keydown', function (event) {
      if (event.key === ' ') {
        L.DomEvent.stop(event);
        act();
      }
    });
    return item;
  }

  function call(item, title) {
    item.title = decoded(title);
    item.setAttribute('aria-label', decoded(title));
  }

  // Where browsers have no full screen for maps (telephones of Apple), the map fills the window.
  function fullScreen(map, box) {
    const texts = map.probono.options.texts, stage = document.querySelector('.stage'), root = document.documentElement;
    const ask = stage.requestFullscreen || stage.webkitRequestFullscreen;
    const leave = document.exitFullscreen || document.webkitExitFullscreen;
    const full = '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5"/></svg>';
    const item = button(box, full, texts.fullScreen, function () {
      const on = !root.classList.contains('full');
      if (ask && on) { ask.call(stage); } else if (ask) { leave.call(document); } else { turn(on); }
    });
    function turn(on) {
      root.classList[on ? 'add' : 'remove']('full');
      call(item, on ? texts.window : texts.fullScreen);
      map.invalidateSize({ animate: false });
    }
    ['fullscreenchange', 'webkitfullscreenchange'].forEach(function (name) {
      document.addEventListener(name, function () {
        turn((document.fullscreenElement || document.webkitFullscreenElement) === stage);
      });
    });
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && !ask && root.classList.contains('full')) { turn(false); }
    });
  }

  function scaleBar(map) {
    const options = map.probono.options;
    const bar = L.control({ position: options.rightToLeft ? 'bottomright' : 'bottomleft' });
    bar.onAdd = function () {
      const box = L.DomUtil.create('div', 'pk-scale');
      const line = L.DomUtil.create('span', '', box);
      function update() {
        const pixel = options.scale * options.cell / map.getZoomScale(map.getZoom(), 0);
        const longest = pixel * Math.min(140, map.getSize().x / 2.5);
        const power = Math.pow(10, Math.floor(Math.log(longest) / Math.LN10));
        const metres = power * (longest >= 5 * power ? 5 : longest >= 2 * power ? 2 : 1);
        const far = metres >= 1000;
        line.style.width = Math.round(metres / pixel) + 'px';
        line.setAttribute('data-metres', metres);
        line.innerHTML = (far ? options.texts.kilometres : options.texts.metres)
          .replace('1', written(far ? metres / 1000 : metres, options.language));
      }
      box.setAttribute('dir', 'auto');
      map.on('zoomend resize', update);
      update();
      return box;
    };
    return bar;
  }

  const formats = {};

  function written(number, language) {
    try {
      // Dear to make, cheap to use.
      formats[language] = formats[language] || new Intl.NumberFormat(language + '-u-nu-latn');
      return formats[language].format(number);
    } catch (problem) {
      return String(number);
    }
  }

  probono.map = create;
  probono.fit = fit;
  probono.loaded = loaded;
  probono.asks = asks;
  probono.written = written;
}(window.probono = window.probono || {}));

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

  // What was painted before Leaflet came is taken over.
  function create(id, options) {
    probono.style = options.numbers;
    const state = probono.state || probono.begin(options);
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
    map.probono = state;
    state.map = map;
    state.tip = L.tooltip({ className: 'pk-tip', opacity: 1, direction: 'auto', offset: [10, 0] });
    PANES.forEach(function (name, i) { map.createPane('pk-' + name).style.zIndex = 210 + 10 * i; });
    SILENT.forEach(function (name) { map.getPane('pk-' + name).style.pointerEvents = 'none'; });
    map.getContainer().setAttribute('role', 'group');
    map.getContainer().setAttribute('aria-label', decoded(options.texts.keys));
    state.loading = true;
    state.sheets.forEach(function (sheet) { probono.settle(map, sheet); });
    buttons(map);
    if (options.scale) { scaleBar(map).addTo(map); }
    follow(map);
    probono.names.keep(map);
    probono.current = map;
    return map;
  }

  // All layers are known: the map gets its first view, and draws each of them once.
  function loaded(map) {
    view(map);
    map.probono.loading = false;
    probono.stack(map);
    if (!map.probono.options.canvas) {
      map.probono.wide = true;
      probono.names.arrange(map);
    }
  }

  // Of thousands of features no more than the view is painted at first. Then names are written,
  // and what lies around is painted too, so that dragging shows no edge.
  function widen(map) {
    map.probono.wide = true;
    map.fire('moveend');
  }

  // ---- what is in view ----------------------------------------------------------------------

  function fit(map) {
    if (!map.probono.loading) {
      view(map);
      probono.names.arrange(map);
    }
  }

  function view(map) {
    const state = map.probono, edges = state.options.bounds, size = map.getSize();
    const at = state.first && size.equals(state.first.size) ? state.first : probono.fitted(state, size);
    state.first = null;
    if (state.measure) { state.measure(at.scale); }
    const zoom = Math.log(at.scale) / Math.LN2;
    rescale(map, at.scale);
    map.setMinZoom(-20);
    map.setMaxBounds(null);
    map.setView([edges[3] - (size.y / 2 - at.top) / at.scale, edges[0] + (size.x / 2 - at.left) / at.scale], zoom, { animate: false });
    map.setMinZoom(zoom - 0.5);
    map.setMaxBounds(L.latLngBounds([edges[1], edges[0]], [edges[3], edges[2]]).pad(0.6));
    state.moved = false;
    state.viewed = true;
  }

  // Circles that are elements of Leaflet.
  function rescale(map, scale) {
    const state = map.probono;
    probono.rescale(state, scale);
    state.symbols.forEach(function (symbol) {
      if (symbol.radius) { symbol.item.setRadius(symbol.radius * state.scale); }
    });
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
      function measure(scale) {
        const bar = probono.scaleBar(options, map.getSize().x, scale), metres = bar.metres, far = metres >= 1000;
        line.style.width = bar.pixels + 'px';
        line.setAttribute('data-metres', metres);
        line.innerHTML = (far ? options.texts.kilometres : options.texts.metres)
          .replace('1', written(far ? metres / 1000 : metres));
      }
      box.setAttribute('dir', 'auto');
      map.probono.measure = measure;
      map.on('zoomend resize', function () { measure(map.getZoomScale(map.getZoom(), 0)); });
      return box;
    };
    return bar;
  }

  // A number as probono_kit/number_style.py writes it: old telephones know few countries.
  function written(number) {
    const style = probono.style, sizes = style.sizes;
    const parts = String(Math.abs(Math.round(number * 1000) / 1000)).split('.');
    let cut = Math.max(0, parts[0].length - sizes[0]);
    if (cut < style.least) { cut = 0; }
    let text = parts[0].slice(cut);
    while (cut > 0) {
      const from = Math.max(0, cut - sizes[1]);
      text = parts[0].slice(from, cut) + style.group + text;
      cut = from;
    }
    text = (parts.length > 1 ? text + style.decimal + parts[1] : text)
      .replace(/[0-9]/g, function (digit) { return style.digits.charAt(digit); });
    return number < 0 ? style.minus + text : text;
  }

  // Latin digits and signs instead of Arabic ones, and no marks of direction: what machines read,
  // and what readers find whichever digits they type.
  function latin(text) {
    return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, function (digit) { return digit.charCodeAt(0) & 15; })
      .replace(/[\u061c\u200e\u200f]/g, '').replace(/\u066a/g, '%').replace(/\u066b/g, '.').replace(/\u066c/g, ',');
  }

  probono.map = create;
  probono.fit = fit;
  probono.loaded = loaded;
  probono.widen = widen;
  probono.asks = asks;
  probono.written = written;
  probono.latin = latin;
}(window.probono = window.probono || {}));

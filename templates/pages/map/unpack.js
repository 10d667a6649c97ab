/* Facts from a compressed block: what probono_kit/maps/web_facts.py packed. It comes before most
   other scripts, as those are in the block too. Browsers of today unpack by themselves; for those
   of 2017 the few steps of RFC 1951 are here. */
(function (probono) {
  'use strict';

  function unpack(id, done, failed) {
    function take(bytes) {
      try {
        done(JSON.parse(new TextDecoder().decode(bytes)));
      } catch (problem) {
        failed(problem);
        throw problem;
      }
    }
    let packed;
    try {
      packed = bytesOf(document.getElementById(id).textContent);
      if (typeof DecompressionStream === 'undefined') {
        // The picture is painted first, as this may take a moment.
        window.setTimeout(function () { take(inflate(packed)); }, 30);
        return;
      }
    } catch (problem) {
      failed(problem);
      throw problem;
    }
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    new Response(stream).arrayBuffer().then(take, failed);
  }

  // The letters stand between quotation marks; the first says how many bytes only fill up.
  function bytesOf(text) {
    const numbers = probono.fives(text, 2, text.length - 1), bytes = new Uint8Array(numbers.length * 4);
    for (let k = 0, at = 0; k < numbers.length; k += 1, at += 4) {
      const number = numbers[k];
      bytes[at] = number >>> 24;
      bytes[at + 1] = number >>> 16;
      bytes[at + 2] = number >>> 8;
      bytes[at + 3] = number;
    }
    return bytes.subarray(0, bytes.length - Number(text[1]));
  }

  // A window that is not to be seen paints nothing: what comes after is waited for no longer than this.
  function shown(act) {
    let done = false;
    function once() {
      if (!done) {
        done = true;
        act();
      }
    }
    window.requestAnimationFrame(function () { window.setTimeout(once); });
    window.setTimeout(once, 500);
  }

  // The policy of the page knows this code by its checksum, and would run no other.
  function run(facts) {
    const script = document.createElement('script');
    document.head.insertAdjacentHTML('beforeend', facts.head);
    script.textContent = facts.code;
    document.head.appendChild(script);
  }

  // ---- what old browsers lack -----------------------------------------------------------------

  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const LENGTHS = spans(29, 4, 3), DISTANCES = spans(30, 2, 1);
  LENGTHS[28] = { from: 258, bits: 0 };

  // Lengths and distances grow in steps, `each` of which share a number of further bits.
  function spans(count, each, first) {
    const found = [];
    for (let i = 0, from = first; i < count; i += 1) {
      const bits = Math.max(0, Math.floor(i / each) - 1);
      found.push({ from: from, bits: bits });
      from += 1 << bits;
    }
    return found;
  }

  function inflate(bytes) {
    const end = bytes.length;
    const size = bytes[end - 4] + bytes[end - 3] * 256 + bytes[end - 2] * 65536 + bytes[end - 1] * 16777216;
    const out = new Uint8Array(size);
    let at = 0, from = 10, held = 0, bits = 0, last = 0;

    function take(count) {
      while (bits < count) {
        if (from >= end) { throw new Error('The file ends too early.'); }
        held |= bytes[from] << bits;
        from += 1;
        bits += 8;
      }
      const value = held & ((1 << count) - 1);
      held >>>= count;
      bits -= count;
      return value;
    }

    // Codes of one length follow each other: how many there are of each length tells which is which.
    function tree(lengths) {
      const counts = new Uint16Array(16), next = new Uint16Array(17), symbols = [];
      lengths.forEach(function (length) { counts[length] += length ? 1 : 0; });
      for (let i = 1; i < 16; i += 1) { next[i + 1] = next[i] + counts[i]; }
      lengths.forEach(function (length, symbol) {
        if (length) {
          symbols[next[length]] = symbol;
          next[length] += 1;
        }
      });
      return { counts: counts, symbols: symbols };
    }

    function symbolOf(codes) {
      for (let length = 1, code = 0, first = 0, index = 0; length < 16; length += 1) {
        const count = codes.counts[length];
        code |= take(1);
        if (code - first < count) { return codes.symbols[index + code - first]; }
        index += count;
        first = (first + count) * 2;
        code *= 2;
      }
      throw new Error('The file is damaged.');
    }

    function trees() {
      const literals = take(5) + 257, distances = take(5) + 1, lengths = [];
      const short = new Array(19).fill(0);
      for (let count = take(4) + 4, i = 0; i < count; i += 1) { short[ORDER[i]] = take(3); }
      const codes = tree(short);
      while (lengths.length < literals + distances) {
        const symbol = symbolOf(codes);
        let again = 1, value = symbol;
        if (symbol > 15) {
          value = symbol === 16 ? lengths[lengths.length - 1] : 0;
          again = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7);
        }
        while (again > 0) {
          lengths.push(value);
          again -= 1;
        }
      }
      return [tree(lengths.slice(0, literals)), tree(lengths.slice(literals))];
    }

    function fixed() {
      const lengths = [];
      for (let i = 0; i < 288; i += 1) { lengths.push(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8); }
      return [tree(lengths), tree(new Array(30).fill(5))];
    }

    function stored() {
      held = bits = 0;
      const count = bytes[from] + bytes[from + 1] * 256;
      out.set(bytes.subarray(from + 4, from + 4 + count), at);
      from += 4 + count;
      at += count;
    }

    function squeezed(codes) {
      for (let symbol = symbolOf(codes[0]); symbol !== 256; symbol = symbolOf(codes[0])) {
        if (symbol < 256) {
          out[at] = symbol;
          at += 1;
        } else {
          const length = LENGTHS[symbol - 257], count = length.from + take(length.bits);
          const far = DISTANCES[symbolOf(codes[1])], back = far.from + take(far.bits);
          for (let i = 0; i < count; i += 1, at += 1) { out[at] = out[at - back]; }
        }
      }
    }

    while (!last) {
      last = take(1);
      const way = take(2);
      if (way === 0) { stored(); } else { squeezed(way === 1 ? fixed() : trees()); }
    }
    return out;
  }

  probono.unpack = unpack;
  probono.shown = shown;
  probono.run = run;
  probono.inflate = inflate;
}(window.probono = window.probono || {}));

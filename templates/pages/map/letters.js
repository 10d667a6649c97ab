/* Five letters are a number of base 85: probono_kit/maps/web_letters.py writes them. */
(function (probono) {
  'use strict';

  const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%.()*+-;,=' +
    ']?@^_/:|[~';
  const VALUES = new Uint8Array(128);
  for (let i = 0; i < 85; i += 1) { VALUES[LETTERS.charCodeAt(i)] = i; }

  // The numbers that stand from `begin` to `end` in a text.
  function fives(text, begin, end) {
    const numbers = new Float64Array((end - begin) / 5);
    for (let at = begin, k = 0; at < end; at += 5, k += 1) {
      numbers[k] = (((VALUES[text.charCodeAt(at)] * 85 + VALUES[text.charCodeAt(at + 1)]) * 85 +
        VALUES[text.charCodeAt(at + 2)]) * 85 + VALUES[text.charCodeAt(at + 3)]) * 85 + VALUES[text.charCodeAt(at + 4)];
    }
    return numbers;
  }

  probono.fives = fives;
}(window.probono = window.probono || {}));

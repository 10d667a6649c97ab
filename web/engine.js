// Holds answers against a form in the engine of ODK Web Forms. Answers are nested objects as in the
// form: groups are objects, repeats are lists of objects, an answer is a text.
import { loadForm } from "@getodk/xforms-engine";



function answer(node, text) {
  if (textOf(node) === text) return;
  if (node.nodeType === "select") {
    node.selectValues(text.split(" ").filter(Boolean));
  } else if (node.nodeType === "rank") {
    node.setValues(text.split(" ").filter(Boolean));
  } else if (node.nodeType === "trigger") {
    node.setValue(text === "OK");
  } else if (node.nodeType === "input" || node.nodeType === "range") {
    node.setValue(text);
  }
}

function isOf(node, ...kinds) {
  return kinds.some((kind) => node.nodeType === kind || node.nodeType.startsWith(kind + ":"));
}

function walk(node, answers, said, fill) {
  for (const child of node.currentState.children) {
    const name = child.currentState.reference.replace(/\[\d+\]$/, "").split("/").pop();
    const given = answers?.[name];
    if (isOf(child, "repeat-range")) {
      const rows = given ?? [];
      if (fill && child.nodeType === "repeat-range:uncontrolled") {
        const count = child.currentState.children.length;
        if (count < rows.length) child.addInstances(count - 1, rows.length - count);
        if (count > rows.length) child.removeInstances(rows.length, count - rows.length);
      }
      const instances = child.currentState.children;
      const expected = child.currentState.relevant ? instances.length : 0;
      if (!fill && expected !== rows.length) {
        said.push([child.currentState.reference, "rows", `${rows.length}, not ${expected}`]);
      }
      instances.forEach((row, index) => walk(row, rows[index], said, fill));
    } else if (child.currentState.children) {
      walk(child, given, said, fill);
    } else if (fill) {
      if (given !== undefined && child.currentState.relevant) answer(child, given);
    } else {
      compare(child, given, said);
    }
  }
}

// 3.0 is 3, and a position is the same with or without zeros behind its figures.
function numbersOf(text) {
  return text.split(/\s+/).map((word) => (word === "" || isNaN(word) ? word : Number(word))).join(" ");
}

const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function textOf(node) {
  const inner = node.instanceState.instanceXML.match(/^<[^>]*[^/]>([^]*)<\/[^>]*>$/)?.[1] ?? "";
  return inner.replace(/&(\w+);/g, (whole, name) => SIGNS[name] ?? whole);
}

// Paths of what the engine makes up itself: moments, devices, chance.
let ignored = new Set();

function compare(node, given, said) {
  const { reference, relevant } = node.currentState;
  // A note takes no answer, whatever the form requires.
  if (node.nodeType === "note") return;
  const text = given ?? "";
  if (!relevant) {
    if (text !== "") said.push([reference, "relevant", text]);
    return;
  }
  const { violation } = node.validationState;
  if (violation) said.push([reference, violation.condition, text]);
  const own = textOf(node);
  const same = own === text || numbersOf(own) === numbersOf(text);
  const known = ["input", "select", "rank", "range"].includes(node.nodeType);
  const told = given !== undefined && (known || node.nodeType === "model-value");
  const bare = reference.replace(/\[\d+\]/g, "");
  if (told && !same && !ignored.has(bare) && !/^\/[^/]+\/meta\//.test(reference)) {
    said.push([reference, "value", `${text}, not ${own}`]);
  }
}

// Returns what is wrong, a list for each submission: [path, what, value]. The values of paths that
// are unforeseen (times, chance) are not compared.
async function check(xform, files, submissions, unforeseen) {
  ignored = new Set(unforeseen);
  const fetchFormAttachment = async (url) => {
    const name = String(url).split("/").pop();
    const found = Object.hasOwn(files, name);
    return {
      ok: found,
      status: found ? 200 : 404,
      headers: new Headers({ "content-type": name.endsWith(".csv") ? "text/csv" : "text/xml" }),
      text: async () => files[name],
      blob: async () => new Blob([files[name]]),
    };
  };
  const form = await loadForm(xform, { fetchFormAttachment });
  if (form.status === "failure") throw new Error(`the form does not load: ${form.error.message}`);
  return submissions.map((answers) => {
    const { root } = form.createInstance();
    const said = [];
      walk(root, answers, said, true);
    walk(root, answers, said, false);
    if (!said.length) return said;
    // Once more: what hangs on later answers settles in the second round.
    walk(root, answers, [], true);
    const settled = [];
    walk(root, answers, settled, false);
    return settled;
  });
}

globalThis.engine = { check };

// Holds answers against a form in the engine of ODK Web Forms. Answers are nested objects as in the
// form: groups are objects, repeats are lists of objects, an answer is a text.
import { loadForm } from "@getodk/xforms-engine";



function answer(node, text) {
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

const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function textOf(node) {
  const inner = node.instanceState.instanceXML.match(/^<[^>]*[^/]>([^]*)<\/[^>]*>$/)?.[1] ?? "";
  return inner.replace(/&(\w+);/g, (whole, name) => SIGNS[name] ?? whole);
}

function compare(node, given, said) {
  const { reference, relevant } = node.currentState;
  const text = given ?? "";
  if (!relevant) {
    if (text !== "") said.push([reference, "relevant", text]);
    return;
  }
  const { violation } = node.validationState;
  if (violation) said.push([reference, violation.condition, text]);
  const own = textOf(node);
  const same = own === text || (own !== "" && text !== "" && Number(own) === Number(text));
  const known = ["input", "select", "rank", "range"].includes(node.nodeType);
  const told = given !== undefined && (known || node.nodeType === "model-value");
  if (told && !same && !/^\/[^/]+\/meta\//.test(reference)) {
    said.push([reference, "value", `${text}, not ${own}`]);
  }
}

// Returns what is wrong, a list for each submission: [path, what, value].
async function check(xform, files, submissions) {
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
    // Twice: what depends on later answers settles in the second round.
    walk(root, answers, said, true);
    walk(root, answers, said, true);
    walk(root, answers, said, false);
    return said;
  });
}

globalThis.engine = { check };

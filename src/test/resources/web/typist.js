// Types in the page like somebody in a hurry: `count` marked lines `tag-0`, `tag-1` … at the beginnings of random lines.
// `akkord.typing` counts those still to come.
({ tag, count, pause }) => {
  const { view } = globalThis.akkord;
  let typed = 0;
  globalThis.akkord.typing = count;
  const type = () => {
    if (typed === count) return;
    const { doc } = view.state;
    const { from } = doc.line(1 + Math.floor(Math.random() * doc.lines));
    view.dispatch({ changes: { from, insert: `${tag}-${typed}\n` }, userEvent: 'input.type' });
    typed += 1;
    globalThis.akkord.typing = count - typed;
    setTimeout(type, pause);
  };
  type();
}

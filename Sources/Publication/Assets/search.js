// Finds pages without a server: the index is in the page. Its terms are those of SearchTerms.swift.
(() => {
  const index = JSON.parse(document.getElementById('search-index').textContent);
  const field = document.querySelector('.search input');
  const all = document.querySelector('main ul');
  const results = document.createElement('ol');
  const status = document.createElement('p');
  results.className = 'results';
  status.setAttribute('role', 'status');
  all.before(status, results);

  const isHangul = text => /[\uAC00-\uD7A3]/.test(text);

  function terms(text) {
    const words = text.toLowerCase().match(/[\uAC00-\uD7A3]+|[\p{L}\p{N}]+?(?=[\uAC00-\uD7A3]|[^\p{L}\p{N}]|$)/gu) || [];
    return words.flatMap(word => isHangul(word) && word.length > 2
      ? [...word].slice(1).map((syllable, i) => word[i] + syllable) : [word]);
  }

  // The position of the first term that does not come before a text, by code points.
  function first(text) {
    let low = 0, high = index.terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (index.terms[middle] < text) low = middle + 1; else high = middle;
    }
    return low;
  }

  // The pages that hold a term that begins so; two syllables are a whole term.
  function pages(term) {
    const found = new Set();
    for (let i = first(term); i < index.terms.length && index.terms[i].startsWith(term); i++) {
      let page = 0;
      for (const step of index.postings[i].split(' ')) found.add(page += parseInt(step, 36));
    }
    return found;
  }

  function find(text) {
    const wanted = terms(text);
    if (wanted.length === 0) return null;
    const sets = wanted.map(pages);
    const hits = [...sets[0]].filter(page => sets.every(set => set.has(page)));
    const weight = page => wanted.filter(term => index.pages[page][1].toLowerCase().includes(term)).length;
    return hits.sort((a, b) => weight(b) - weight(a) || a - b);
  }

  function item([address, title, summary]) {
    const line = document.createElement('li'), link = document.createElement('a');
    const words = document.createElement('p');
    link.href = address;
    link.textContent = title;
    words.textContent = summary;
    line.append(link, words);
    return line;
  }

  function show() {
    const hits = find(field.value);
    all.hidden = hits !== null;
    results.replaceChildren(...(hits || []).slice(0, 200).map(page => item(index.pages[page])));
    const korean = document.documentElement.lang === 'ko';
    status.textContent = hits === null ? ''
      : korean ? `“${field.value}”: ${hits.length}쪽` : `“${field.value}”: ${hits.length} ${hits.length === 1 ? 'page' : 'pages'}`;
  }

  field.value = new URLSearchParams(location.search).get('q') || '';
  field.addEventListener('input', show);
  field.form.addEventListener('submit', event => { event.preventDefault(); show(); });
  show();
})();

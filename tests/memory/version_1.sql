-- A memory as version 1 wrote it: four units in two collections; a fifth was put in and taken out.
CREATE TABLE collections (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    priority INTEGER NOT NULL DEFAULT 0,
    penalty INTEGER NOT NULL DEFAULT 0,
    is_read_only INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE units (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL REFERENCES collections (id),
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    source_lang TEXT NOT NULL,
    target_lang TEXT NOT NULL,
    tuid TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    details TEXT NOT NULL,
    context_before INTEGER,
    context_after INTEGER,
    source_key INTEGER NOT NULL,
    target_key INTEGER NOT NULL,
    identity INTEGER NOT NULL
);
CREATE UNIQUE INDEX units_by_identity ON units (identity, collection);
CREATE INDEX units_by_source ON units (source_key);
CREATE INDEX units_by_target ON units (target_key);
CREATE VIRTUAL TABLE words USING fts5 (
    source, target, content = '', columnsize = 0, tokenize = 'ascii'
);
INSERT INTO words (words, rank) VALUES ('pgsz', 16000);
CREATE TABLE segments (
    lang TEXT NOT NULL,
    number INTEGER NOT NULL,
    size INTEGER NOT NULL,
    last_unit INTEGER NOT NULL,
    lists BLOB NOT NULL,
    words BLOB NOT NULL,
    PRIMARY KEY (lang, number)
);
CREATE TABLE imports (
    content TEXT NOT NULL,
    collection TEXT NOT NULL,
    units INTEGER NOT NULL,
    is_complete INTEGER NOT NULL,
    PRIMARY KEY (content, collection)
);
INSERT INTO collections VALUES (1, 'other', 3, 5, 0), (2, 'main', 0, 0, 0);
INSERT INTO units VALUES
(1, 2, '甲方报告。', 'Report of A.', 'zh-Hans', 'en', 'CD/1#1', '2018-09-05T00:00:00Z', '', '[[["x-document","CD/1"],["x-review","confirmed"]],[],[],[]]', NULL, -2108002168097806468, 166028761055595287, -6923593503627923067, -5882325944212395991),
(2, 2, '裁谈会通过了报告。', 'The Conference adopted the report.', 'zh-Hans', 'en', 'CD/1#2', '', '', '[[["x-document","CD/1"],["x-review","automatic"]],["甲","b"],[["a","b"]],[]]', 166028761055595287, NULL, -2108002168097806468, 4960778559170108262, 2069955879320990545),
(3, 2, '报告。', 'Report.', 'zh-Hans', 'en', '', '', '2019-01-01T00:00:00Z', '[[["x-document","CD/2"]],["n"],[],[["c","d"]]]', NULL, NULL, 5669902340047269759, -3457940626183740608, -6679768285553756253),
(4, 1, '裁谈会通过了报告。', 'The Conference adopted the report.', 'zh-Hans', 'en', 'CD/1#2', '', '', '[[["x-document","CD/1"],["x-review","automatic"]],["甲","b"],[["a","b"]],[]]', NULL, NULL, -2108002168097806468, 4960778559170108262, 2069955879320990545);
INSERT INTO words (rowid, source, target) VALUES
(1, '甲 方 报 告', 'report of a'), (2, '裁 谈 会 通 过 了 报 告', 'the conference adopted the report'),
(3, '报 告', 'report'), (4, '裁 谈 会 通 过 了 报 告', 'the conference adopted the report');
INSERT INTO imports VALUES ('digest zh en', 'main', 3, 1);
UPDATE sqlite_sequence SET seq = 5 WHERE name = 'units';
PRAGMA application_id = 1667519565;
PRAGMA user_version = 1;

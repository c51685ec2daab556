-- SQLite sorts text by byte already; the number keeps both engines at the same version.
SELECT 1;

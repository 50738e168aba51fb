namespace WalletCore.Sqlite.Schema;

/// <summary>
/// Version 3: keys go to their index in runs, which are appended and merged, so that what a key costs hardly grows with the index. What table keys
/// holds stays there and is found there.
/// </summary>
internal static class Version3KeyRuns
{
    public const string Sql =
        """
        CREATE TABLE key_runs ( -- a run is keys of one ledger in the order of their hashes, cut into segments
          id INTEGER PRIMARY KEY, -- ledger * 2^40 + run number
          level INTEGER NOT NULL, -- 0 as gathered, n merged from eight runs of level n - 1; -1 merged away, to be removed
          first_segment INTEGER NOT NULL, -- ordinal of the first one's id in key_segments
          segment_bits INTEGER NOT NULL, -- there are 2^segment_bits segments; the upper bits of a hash tell in which it is
          segments INTEGER NOT NULL, -- how many of them are written; until all are, the keys are in the runs that are being merged
          keys INTEGER NOT NULL -- how many keys it has, or will have
        );
        CREATE TABLE key_segments ( -- segments without a key have no row
          id INTEGER PRIMARY KEY, -- ledger * 2^40 + ordinal
          hashes BLOB NOT NULL, -- of ledger and key, ascending, 8 bytes each, big-endian
          targets BLOB NOT NULL -- what each leads to, 8 bytes each, big-endian: transactions.id, or minus answers.id
        );
        """;
}

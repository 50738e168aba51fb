namespace WalletCore.Ledgers.Tests.Hostile;

/// <summary>Texts that break software which glues strings together, counts bytes as characters, or trusts its callers.</summary>
internal static class NastyTexts
{
    /// <summary>Well formed, if strange: a ledger keeps them to the last character.</summary>
    public static IReadOnlyList<string> WellFormed { get; } =
    [
        " ", "'", "''", "\"", "\\", ";", "--", "/*", "`", "%", "_", "?", "$1", ":p", "@p", "{0}", "%s%n", "${jndi:ldap://x}", "<script>alert(1)</script>",
        "'; DROP TABLE transactions; --", "' OR '1'='1", "1); DELETE FROM balances; --", "NULL", "null", "undefined", "NaN", "true", "0", "-1", "1e309",
        "../../../etc/passwd", "C:\\CON", "\u00e9", "e\u0301", "\u00df", "\u0130", "\u0131", "\u202eevil\u202c", "\u200b", "\ufeff", "\u2028", "\u00a0",
        "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67", "\ud835\udd38", "\ufdfa", "\u0663\u0664", "\u4e2d\u6587", "\ufffd", "\ufffe", "\uffff",
        "[1,2]", "{\"a\":1}", ",", "a,b", "a|b", "a:b", "wlt_01h455vb4pex5vsknk084sn02q",
    ];

    /// <summary>Not text that a ledger takes anywhere: control characters and halves of surrogate pairs.</summary>
    public static IReadOnlyList<string> Malformed { get; } =
    [
        "\0", "a\0b", "\u0001", "\u001b[31mred", "\u007f", "\u0085", "\ud800", "\udc00", "a\udc00\ud800b", "\ud800\ud800",
    ];

    /// <summary>At and beyond every limit there is.</summary>
    public static IReadOnlyList<string> Long { get; } =
    [
        new('x', 100), new('x', 101), new('x', 200), new('x', 201), new('\u4e2d', 200), new('x', 1_000), new('x', 1_001), new('\u4e2d', 1_000),
        new('\'', 200), new('x', 100_000), new('\u4e2d', 1_000_000),
    ];

    public static IEnumerable<string> All => ["", .. WellFormed, .. Malformed, .. Long];
}

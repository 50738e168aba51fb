namespace WalletCore.Crash.App;

/// <summary>What the program does, as its first argument says.</summary>
internal static class Mode
{
    /// <summary>Many callers with single commands of many kinds.</summary>
    public const string Commands = "commands";

    /// <summary>Many callers with batches of both modes.</summary>
    public const string Batches = "batches";

    /// <summary>Single commands against the smallest write-ahead log, which is moved into the file all the time.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>One new file after another in a folder.</summary>
    public const string Create = "create";

    /// <summary>One file of an older schema after another in a folder.</summary>
    public const string Migrate = "migrate";

    /// <summary>Operations of all kinds, counted, with the memory they take.</summary>
    public const string Soak = "soak";

    /// <summary>Opens, posts one deposit and says how that went, as whatever user runs it.</summary>
    public const string Probe = "probe";
}

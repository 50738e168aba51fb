using System.Runtime.InteropServices;

namespace WalletCore;

/// <summary>How far an import has come.</summary>
/// <param name="Stage">What it is at.</param>
/// <param name="Done">How many transactions are done in this stage.</param>
/// <param name="Total">How many there are.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ImportProgress(ImportStage Stage, long Done, long Total);

/// <summary>What an import is at.</summary>
public enum ImportStage
{
    /// <summary>It reads the file, checks it, and writes the ledger, which is still hidden.</summary>
    Writing = 0,

    /// <summary>It verifies what the store now holds.</summary>
    Verifying = 1,
}

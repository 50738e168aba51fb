using SQLitePCL;

namespace WalletCore.Sqlite.Native;

/// <summary>The native SQLite that everything runs on.</summary>
internal static class NativeSqlite
{
    private static bool _isEnsured;

    /// <summary>
    /// Makes sure that a native library is chosen. Microsoft.Data.Sqlite chooses the bundled one by reflection, which trimming breaks; where
    /// it did, or a host did, nothing is done, so a host's own choice stands.
    /// </summary>
    public static void EnsureProvider()
    {
        if (_isEnsured)
        {
            return;
        }

        try
        {
            _ = raw.sqlite3_libversion_number();
        }
        catch (Exception exception) when (exception is not DllNotFoundException)
        {
            // The package says "no provider" by a bare Exception.
            ChooseBundled();
        }

        _isEnsured = true;
    }

    // Apart from its caller: a host that leaves the bundle out must not have it looked for.
    private static void ChooseBundled() => Batteries_V2.Init();
}

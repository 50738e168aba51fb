namespace WalletCore.Storage.InMemory;

/// <summary>Finds wallets by name in a view that may be older than the indexes.</summary>
internal static class NameSearch
{
    /// <summary>The ordinal of the wallet with that natural key, or zero.</summary>
    public static long Wallet(in LedgerView view, Books books, OwnerKey owner)
    {
        var found = books.Names.Wallet(owner);
        if (view.Renames == books.Names.Renames)
        {
            return found <= view.Head.Wallets ? found : 0;
        }

        for (var ordinal = 1L; ordinal <= view.Head.Wallets; ordinal++)
        {
            if (NameIndexes.OwnerOf(view.Wallets[ordinal].Row) == owner)
            {
                return ordinal;
            }
        }

        return 0;
    }

    /// <summary>The ordinal of the wallet that has the account with that number, or zero.</summary>
    public static long WalletOfNumber(in LedgerView view, Books books, string number)
    {
        var found = books.Names.Account(number);
        if (view.Renames == books.Names.Renames)
        {
            return found >= 1 && found <= view.Head.Accounts ? view.Accounts[found].Wallet : 0;
        }

        for (var ordinal = 1L; ordinal <= view.Head.Accounts; ordinal++)
        {
            if (string.Equals(view.Accounts[ordinal].Number, number, StringComparison.Ordinal))
            {
                return view.Accounts[ordinal].Wallet;
            }
        }

        return 0;
    }
}

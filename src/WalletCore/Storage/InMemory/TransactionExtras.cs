namespace WalletCore.Storage.InMemory;

/// <summary>What few transactions have beside their packed header: here the reference, which is the commonest.</summary>
internal class TransactionExtras
{
    public string? Reference { get; init; }

    /// <summary>The newest earlier transaction with the same reference, or zero. Written before the head covers this one.</summary>
    public long PreviousWithReference { get; set; }

    /// <summary>The extras of a row; null when it has none.</summary>
    public static TransactionExtras? Of(in TransactionRow row)
    {
        if (row.Original != 0 || row.Freeze != 0 || row.Wallet != 0 || row.Notes is not null || row.Changes is not null
            || !PackedTransaction.Fits(row))
        {
            return new TransactionDetails
            {
                Reference = row.Reference,
                Original = row.Original,
                Freeze = row.Freeze,
                Wallet = row.Wallet,
                Notes = row.Notes,
                Changes = row.Changes,
                AmountMinor = row.AmountMinor,
                Fields = row.Fingerprint.Fields,
                PostingCount = row.PostingCount,
                Rule = row.Rule,
            };
        }

        return row.Reference is null ? null : new TransactionExtras { Reference = row.Reference };
    }
}

using WalletCore.Storage;

namespace WalletCore;

/// <summary>Whose history the file holds, and where it ends.</summary>
internal sealed record ExportHeader(LedgerRow Ledger, LedgerHead Head)
{
    public void Write(RecordWriter to)
    {
        to.Add(Ledger.Id.Value);
        to.Add(Ledger.Name);
        to.AddSigned(Ledger.CreatedAt);
        Write(to, Head);
    }

    public static ExportHeader Read(RecordReader from) =>
        new(new LedgerRow(new LedgerId(from.UInt128()), from.Text(), from.Signed()), ReadHead(from));

    private static void Write(RecordWriter to, in LedgerHead head)
    {
        to.Add(head.Sequence);
        to.Add(head.Postings);
        to.Add(head.Commits);
        to.Add(head.Wallets);
        to.Add(head.Accounts);
        to.Add((long)head.Rules);
        to.Add(head.Answers);
        to.AddSigned(head.RecordedAt);
        to.AddBytes(head.Hash.ToArray());
    }

    private static LedgerHead ReadHead(RecordReader from) => new(
        from.Number(), from.Number(), from.Number(), from.Number(), from.Number(), from.Int32(), from.Number(), from.Signed(),
        new ChainHash(from.Bytes(ChainHash.Length)));
}

namespace WalletCore;

/// <summary>What the trailer counts beside what the head counts already.</summary>
internal readonly record struct ExportTotals(long Chunks, long Freezes, long Refunds, long Usages)
{
    public void Write(RecordWriter to)
    {
        to.Add(Chunks);
        to.Add(Freezes);
        to.Add(Refunds);
        to.Add(Usages);
    }

    public static ExportTotals Read(RecordReader from) => new(from.Number(), from.Number(), from.Number(), from.Number());
}

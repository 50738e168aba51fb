namespace WalletCore.Sqlite.Tables;

/// <summary>How far a ledger's keys are known or indexed, for transactions and for answers on their own.</summary>
/// <param name="Sequence">Transactions up to this one.</param>
/// <param name="Answers">Answers up to this one.</param>
internal readonly record struct KeyMark(long Sequence, long Answers)
{
    public static KeyMark Of(in LedgerHead head) => new(head.Sequence, head.Answers);

    /// <summary>Whether the other mark covers anything that this one does not.</summary>
    public bool IsBefore(KeyMark other) => Sequence < other.Sequence || Answers < other.Answers;

    public static KeyMark Later(KeyMark one, KeyMark other) =>
        new(Math.Max(one.Sequence, other.Sequence), Math.Max(one.Answers, other.Answers));

    public static KeyMark Earlier(KeyMark one, KeyMark other) =>
        new(Math.Min(one.Sequence, other.Sequence), Math.Min(one.Answers, other.Answers));
}

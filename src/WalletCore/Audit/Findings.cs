namespace WalletCore;

/// <summary>Collects what is wrong, up to the limit.</summary>
internal sealed class Findings
{
    private readonly List<VerificationFinding> _found = [];

    public int Count => _found.Count;

    /// <summary>Whether the verification should stop.</summary>
    public bool IsFull => _found.Count >= VerificationReport.FindingsMax;

    /// <summary>Whether some rows could not be looked at.</summary>
    public bool IsIncomplete { get; private set; }

    public void Add(string code, long? sequence, string message)
    {
        IsIncomplete |= IsFull || code is VerificationCode.StateUnreadable or VerificationCode.TransactionUnreadable;
        if (!IsFull)
        {
            _found.Add(new VerificationFinding(code, message, sequence));
        }
    }

    /// <summary>By transaction; within one in the order of finding; the state at the end last.</summary>
    public IReadOnlyList<VerificationFinding> InOrder() => [.. _found.OrderBy(finding => finding.Sequence ?? long.MaxValue)];
}

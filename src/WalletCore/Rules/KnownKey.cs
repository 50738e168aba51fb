using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>What a key answered, as far as the working set knows: a loaded row, or the sequence of a transaction of this very commit.</summary>
/// <remarks>Two fields, so that it is handed on in registers: every transaction has one.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KnownKey
{
    private readonly object? _loaded;

    public KnownKey(TransactionFacts? transaction, AnswerRow? refusal, long sequence = 0)
    {
        _loaded = (object?)transaction ?? refusal;
        Sequence = sequence;
    }

    public TransactionFacts? Transaction => _loaded as TransactionFacts;

    public AnswerRow? Refusal => _loaded as AnswerRow;

    public long Sequence { get; }
}

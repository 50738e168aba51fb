using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>What a key answered, as far as the working set knows: loaded rows, or the sequence of a transaction of this very commit.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KnownKey(TransactionFacts? Transaction, AnswerRow? Refusal, long Sequence = 0);

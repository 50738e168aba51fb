namespace WalletCore;

/// <summary>
/// What a keyed command looked like: a 64-bit hash over all its fields, and one byte a field, so that a later command under the same key
/// is recognised as the same one, or told which fields differ, without keeping its content.
/// </summary>
/// <param name="Whole">The hash over the operation and all fields.</param>
/// <param name="Fields">A byte for each of up to 16 fields, the first in the lowest byte; zero where the field was left out.</param>
public readonly record struct CommandFingerprint(ulong Whole, UInt128 Fields);

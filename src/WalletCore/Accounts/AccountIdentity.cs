namespace WalletCore;

/// <summary>Who an account is: shared by everything that mentions it, so that a receipt costs no more than its numbers.</summary>
internal sealed record AccountIdentity(AccountId Id, WalletId WalletId, string? Code, Currency Currency);

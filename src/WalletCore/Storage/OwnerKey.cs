namespace WalletCore.Storage;

/// <summary>The natural key of a wallet.</summary>
/// <param name="OwnerId">The owner's id at the host.</param>
/// <param name="ApplicationId">The host's application, or empty.</param>
/// <param name="Label">The wallet's label, or empty.</param>
public readonly record struct OwnerKey(string OwnerId, string ApplicationId, string Label);

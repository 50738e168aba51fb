using System.Buffers.Binary;
using System.Security.Cryptography;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>What a wallet and its accounts are, balances apart, in 128 bits: so much is kept of each wallet until the end of the pass.</summary>
internal sealed class WalletDigest
{
    private readonly CanonicalBuffer _buffer = new();

    public UInt128 Of(WalletFacts facts)
    {
        var buffer = _buffer;
        buffer.Clear();
        var wallet = facts.Wallet;
        buffer.Add(wallet.Ordinal);
        buffer.Add(wallet.OwnerId);
        buffer.Add(wallet.ApplicationId);
        buffer.Add(wallet.Label);
        buffer.Add((int)wallet.Kind);
        buffer.Add((int)wallet.State);
        buffer.Add(wallet.Restrictions.Count);
        foreach (var restriction in wallet.Restrictions)
        {
            buffer.Add(restriction.Reason);
            buffer.Add((int)restriction.Sides);
            buffer.Add(restriction.Since.UtcTicks);
        }

        buffer.Add(wallet.Metadata);
        buffer.Add(wallet.OpenedAt);
        buffer.Add(wallet.UpdatedAt);
        foreach (var account in facts.Accounts)
        {
            Add(account.Account);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.Written, digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    private void Add(AccountRow account)
    {
        var buffer = _buffer;
        buffer.Add(account.Ordinal);
        buffer.Add(account.Wallet);
        buffer.Add(account.Code);
        buffer.Add((int)account.Class);
        buffer.Add(account.Currency);
        buffer.Add(account.MinorUnits);
        buffer.Add(account.Number);
        buffer.Add(account.CreditLimit);
        buffer.Add(account.MaxBalance is null ? 0 : 1);
        buffer.Add(account.MaxBalance ?? Int128.Zero);
        buffer.Add(account.Closed ? 1 : 0);
        buffer.Add(account.OpenedAt);
    }
}

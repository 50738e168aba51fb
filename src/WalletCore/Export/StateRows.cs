using WalletCore.Storage;

namespace WalletCore;

/// <summary>The records of the rows that stand beside the journal: rules, wallets, accounts, kept refusals, freeze and refund rows, usages.</summary>
internal static class StateRows
{
    public static void Write(RecordWriter to, RuleRow row)
    {
        to.Add((byte)RecordKind.Rule);
        to.Add(row.Name);
        to.Add((long)row.Version);
        to.Add(row.Definition);
    }

    public static RuleRow ReadRule(RecordReader from, int ordinal) => new(ordinal, from.Text(), from.Int32(), from.Text());

    public static void Write(RecordWriter to, WalletRow row)
    {
        to.Add((byte)RecordKind.Wallet);
        to.Add(row.OwnerId);
        to.Add(row.ApplicationId);
        to.Add(row.Label);
        to.Add((byte)row.Kind);
        to.Add((byte)row.State);
        to.Add((long)row.Restrictions.Count);
        foreach (var restriction in row.Restrictions)
        {
            to.Add(restriction.Reason);
            to.Add((byte)restriction.Sides);
            to.Add(restriction.Since.UtcTicks);
        }

        to.Add(row.Metadata);
        to.AddSigned(row.OpenedAt);
        to.AddSigned(row.UpdatedAt);
    }

    public static WalletRow ReadWallet(RecordReader from, long ordinal) => new()
    {
        Ordinal = ordinal,
        OwnerId = from.Text(),
        ApplicationId = from.Text(),
        Label = from.Text(),
        Kind = from.Enum<WalletKind>(),
        State = from.Enum<WalletState>(),
        Restrictions = ReadRestrictions(from),
        Metadata = from.TextOrNull(),
        OpenedAt = from.Signed(),
        UpdatedAt = from.Signed(),
    };

    public static void Write(RecordWriter to, AccountRow row)
    {
        to.Add((byte)RecordKind.Account);
        to.Add(row.Wallet);
        to.Add(row.Code);
        to.Add((byte)row.Class);
        to.Add(row.Currency);
        to.Add((long)row.MinorUnits);
        to.Add(row.Number);
        to.AddAmount(row.CreditLimit);
        to.Add(row.MaxBalance is not null);
        to.AddAmount(row.MaxBalance ?? Int128.Zero);
        to.Add(row.Closed);
        to.AddSigned(row.OpenedAt);
    }

    public static AccountRow ReadAccount(RecordReader from, long ordinal)
    {
        var row = new AccountRow
        {
            Ordinal = ordinal,
            Wallet = from.Number(),
            Code = from.TextOrNull(),
            Class = from.Enum<AccountClass>(),
            Currency = from.Text(),
            MinorUnits = from.Int32(),
            Number = from.TextOrNull(),
            CreditLimit = from.Amount(),
            OpenedAt = 0,
        };
        Int128? hasMaximum = from.Bool() ? Int128.Zero : null;
        var maximum = from.Amount();
        return row with { MaxBalance = hasMaximum + maximum, Closed = from.Bool(), OpenedAt = from.Signed() };
    }

    public static void Write(RecordWriter to, AnswerRow row)
    {
        to.Add((byte)RecordKind.Answer);
        to.Add(row.Key);
        Write(to, row.Fingerprint);
        to.Add(row.Sequence);
        to.AddSigned(row.RecordedAt);
        to.Add(row.Refusal);
    }

    public static AnswerRow ReadAnswer(RecordReader from, long ordinal) => new()
    {
        Ordinal = ordinal,
        Key = from.Text(),
        Fingerprint = ReadFingerprint(from),
        Sequence = from.Number(),
        RecordedAt = from.Signed(),
        Refusal = from.Text(),
    };

    public static void Write(RecordWriter to, FreezeRow row)
    {
        to.Add((byte)RecordKind.Freeze);
        to.Add(row.Ordinal);
        to.Add(row.Account);
        to.AddAmount(row.Amount);
        to.AddAmount(row.Remaining);
        to.AddAmount(row.Captured);
        to.Add((byte)row.Status);
        to.Add((byte)row.Mode);
        to.Add(row.Reason);
        WriteTime(to, row.ExpiresAt);
        to.AddSigned(row.CreatedAt);
        WriteTime(to, row.SettledAt);
    }

    public static FreezeRow ReadFreeze(RecordReader from) => new()
    {
        Ordinal = from.Number(),
        Account = from.Number(),
        Amount = from.Amount(),
        Remaining = from.Amount(),
        Captured = from.Amount(),
        Status = from.Enum<FreezeStatus>(),
        Mode = from.Enum<CaptureMode>(),
        Reason = from.TextOrNull(),
        ExpiresAt = ReadTime(from),
        CreatedAt = from.Signed(),
        SettledAt = ReadTime(from),
    };

    public static void Write(RecordWriter to, RefundRow row)
    {
        to.Add((byte)RecordKind.Refund);
        to.Add(row.Original);
        to.AddAmount(row.Refunded);
        to.Add((long)row.Count);
        to.Add(row.Cancelled);
        to.Add((long)row.ByPosting.Count);
        foreach (var amount in row.ByPosting)
        {
            to.AddAmount(amount);
        }
    }

    public static RefundRow ReadRefund(RecordReader from)
    {
        var row = new RefundRow
        {
            Original = from.Number(),
            Refunded = from.Amount(),
            Count = from.Int32(),
            Cancelled = from.Bool(),
            ByPosting = [],
        };
        var amounts = new Int128[from.Count()];
        for (var i = 0; i < amounts.Length; i++)
        {
            amounts[i] = from.Amount();
        }

        return row with { ByPosting = amounts };
    }

    public static void Write(RecordWriter to, in UsageRow row)
    {
        to.Add((byte)RecordKind.Usage);
        to.Add(row.Account);
        to.Add(row.Limit);
        to.AddSigned(row.Window);
        to.AddAmount(row.Amount);
    }

    public static UsageRow ReadUsage(RecordReader from) => new(from.Number(), from.Text(), from.SignedInt32(), from.Amount());

    /// <summary>Eight bytes, a count, and as many of the field bytes as are not trailing zeros.</summary>
    public static void Write(RecordWriter to, in CommandFingerprint fingerprint)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong) + 16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes, fingerprint.Whole);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(bytes[sizeof(ulong)..], fingerprint.Fields);
        var fields = bytes[sizeof(ulong)..].LastIndexOfAnyExcept((byte)0) + 1;
        to.AddBytes(bytes[..sizeof(ulong)]);
        to.Add((byte)fields);
        to.AddBytes(bytes.Slice(sizeof(ulong), fields));
    }

    public static CommandFingerprint ReadFingerprint(RecordReader from)
    {
        var whole = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(from.Bytes(sizeof(ulong)));
        var count = from.Byte();
        if (count > 16)
        {
            throw new InvalidDataException("A fingerprint has more fields than there are.");
        }

        Span<byte> fields = stackalloc byte[16];
        fields.Clear();
        from.Bytes(count).CopyTo(fields);
        return new CommandFingerprint(whole, System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(fields));
    }

    private static WalletRestriction[] ReadRestrictions(RecordReader from)
    {
        var restrictions = new WalletRestriction[from.Count()];
        for (var i = 0; i < restrictions.Length; i++)
        {
            restrictions[i] = new WalletRestriction(from.Text(), from.Enum<RestrictedSides>(), new DateTimeOffset(from.Number(), TimeSpan.Zero));
        }

        return restrictions;
    }

    private static void WriteTime(RecordWriter to, long? time)
    {
        to.Add(time is not null);
        if (time is { } at)
        {
            to.AddSigned(at);
        }
    }

    private static long? ReadTime(RecordReader from) => from.Bool() ? from.Signed() : null;
}

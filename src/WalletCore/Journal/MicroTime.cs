namespace WalletCore;

/// <summary>Recorded times are whole microseconds of Unix time: exact in every store, and far finer than what they order.</summary>
internal static class MicroTime
{
    private const long Min = -62_135_596_800_000_000;
    private const long Max = 253_402_300_799_999_999;

    public static long FromDateTimeOffset(DateTimeOffset time) => FloorDivide(time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond);

    /// <exception cref="LedgerIntegrityException">The number is outside the years 1 to 9999: whoever stored it was no ledger.</exception>
    public static DateTimeOffset ToDateTimeOffset(long micros) => micros >= Min && micros <= Max
        ? DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond)
        : throw new LedgerIntegrityException("A stored time is no time.");

    /// <summary>A stored business day.</summary>
    /// <exception cref="LedgerIntegrityException">The number is outside the years 1 to 9999.</exception>
    public static DateOnly ToDate(int dayNumber) => dayNumber >= DateOnly.MinValue.DayNumber && dayNumber <= DateOnly.MaxValue.DayNumber
        ? DateOnly.FromDayNumber(dayNumber)
        : throw new LedgerIntegrityException("A stored business date is no date.");

    public static int DayNumber(long micros) => DateOnly.FromDateTime(ToDateTimeOffset(micros).UtcDateTime).DayNumber;

    private static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);
}

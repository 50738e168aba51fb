using Npgsql;

namespace WalletCore.PostgreSql.Tables;

/// <summary>Makes wallets of rows that hold a wallet and one of its accounts each. A wallet that several statements bring is taken once.</summary>
internal sealed class WalletCollector(List<WalletFacts> into)
{
    private readonly HashSet<long> _taken = [];

    /// <summary>What reads one statement's rows, in which those of a wallet are together.</summary>
    public Action<NpgsqlDataReader> Rows()
    {
        var current = 0L;
        List<AccountFacts>? accounts = null;
        return row =>
        {
            var wallet = row.GetInt64(0);
            if (wallet != current)
            {
                current = wallet;
                accounts = _taken.Add(wallet) ? [] : null;
                if (accounts is not null)
                {
                    into.Add(new WalletFacts(WalletsTable.Read(row), accounts));
                }
            }

            if (WalletsTable.ReadAccount(row) is { } account)
            {
                accounts?.Add(account);
            }
        };
    }
}

using WalletCore.SqlStores;
using WalletCore.Sqlite.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Keys;

/// <summary>Every key is found, and no other, whoever wrote it and wherever it is by now: in memory, in a run under way, in the index, in the journal only.</summary>
public sealed class KeyHistoryTests : IDisposable
{
    private const int Steps = 60;

    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    public static TheoryData<int, bool, int> Histories
    {
        get
        {
            var histories = new TheoryData<int, bool, int>();
            foreach (var runLength in new[] { 1, 16, 64 })
            {
                histories.Add(runLength, false, Random.Shared.Next());
                histories.Add(runLength, true, Random.Shared.Next());
            }

            return histories;
        }
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task Every_key_is_found_whoever_wrote_it(int runLength, bool areHashesAlike, int seed)
    {
        var random = new Random(seed);
        var stores = new List<SqliteWalletStore> { Open(), Open() };
        var books = await Books.OpenAsync(stores[0]);
        var answers = new Dictionary<string, long>(StringComparer.Ordinal);
        var used = 0;
        for (var step = 0; step < Steps; step++)
        {
            var store = stores[^(1 + random.Next(2))];
            books = books.Through(store);
            switch (random.Next(8))
            {
                case 0:
                    await InHostsTransactionAsync(store, isKept: true);
                    break;
                case 1:
                    await InHostsTransactionAsync(store, isKept: false);
                    break;
                case 2:
                    // As after a crash: what it remembers is lost.
                    stores.Add(Open());
                    break;
                case 3:
                    var refused = $"key-{used++}";
                    await books.RefuseAsync(refused);
                    answers[refused] = -(await books.HeadAsync()).Answers;
                    break;
                default:
                    await WriteAsync(books, answers);
                    break;
            }

            await AllAreFoundAsync(books.Through(stores[^1]), answers);
            await AllAreFoundAsync(books.Through(stores[^2]), answers);
        }

        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        SqliteWalletStore Open() => _file.Store(o =>
        {
            o.KeyRunLength = runLength;
            if (areHashesAlike)
            {
                o.KeyHasher = static (number, key) => StableHash.Of(number, key) % 40;
            }
        });

        async Task WriteAsync(Books to, Dictionary<string, long> known)
        {
            var keys = Enumerable.Range(0, random.Next(1, 12)).Select(_ => $"key-{used++}").ToArray();
            var before = (await to.HeadAsync()).Sequence;
            await to.TransferAsync(keys);
            for (var i = 0; i < keys.Length; i++)
            {
                known[keys[i]] = before + 1 + i;
            }
        }

        async Task InHostsTransactionAsync(SqliteWalletStore store, bool isKept)
        {
            await using var host = Sql.Open(_file.Path);
            await using var transaction = host.BeginTransaction();
            await using var enlisted = store.Enlist(transaction);
            var inside = books.Through(enlisted);
            var known = new Dictionary<string, long>(answers, StringComparer.Ordinal);
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                await WriteAsync(inside, known);
                await AllAreFoundAsync(inside, known);
            }

            if (isKept)
            {
                transaction.Commit();
                answers = known;
                books = inside.Through(store);
            }
            else
            {
                transaction.Rollback();
            }
        }

        async Task AllAreFoundAsync(Books at, Dictionary<string, long> known)
        {
            // Some now and some another time: whoever looks for a key looks through a piece of the index, too.
            foreach (var (key, answer) in known.Where(_ => random.Next(known.Count) < 12))
            {
                Assert.Equal(answer, await at.FindKeyAsync(key));
            }

            Assert.Equal(0, await at.FindKeyAsync($"never-{random.Next()}"));
        }
    }
}

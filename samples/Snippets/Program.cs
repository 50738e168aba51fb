using Samples.Snippets;

// The code blocks of the documentation that no other sample has, run one after another.
return await Samples.Story.TellAsync(async path =>
{
    await WalletSnippets.RunAsync();
    await FreezeSnippets.RunAsync();
    await RefundSnippets.RunAsync();
    await KeySnippets.RunAsync();
    await BatchSnippets.RunAsync();
    await TimeSnippets.RunAsync();
    PrecisionSnippets.Run();
    await RuleSnippets.RunAsync();
    await PolicySnippets.RunAsync();
    await MappingSnippets.RunAsync();
    await OperatingSnippets.RunAsync(path);
    await PostgreSqlSnippets.RunAsync();
});

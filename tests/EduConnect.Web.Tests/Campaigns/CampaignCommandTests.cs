using System.Text.Json;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Hosting;

namespace EduConnect.Web.Tests.Campaigns;

/// <summary>The command <c>campaign</c>, run as an operator runs it, over a data folder of its own.</summary>
[Collection("Console")]
public sealed class CampaignCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.Sqlite);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_list_is_loaded_listed_and_cancelled()
    {
        var loaded = await RunAsync("load", await FileAsync("a.b\nc.d\n"), "--name", "novembre", "--changed-since", "2026-11-02");
        Assert.Equal((0, ""), (loaded.Status, loaded.Error));
        Assert.Contains("campaign.list: usernames\ncampaign.lines: 2\ncampaign.state: checking\n", loaded.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("campaign.changed_since: 2026-11-02 00:00\n", loaded.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var id = loaded.Output.Split("campaign.id: ")[1].Split('\n')[0].Trim();
        Assert.Matches($"^{id}\tchecking\t20..-..-.. ..:..\t2\tnovembre$", (await RunAsync("list")).Output.Trim());
        Assert.Contains("work: waiting, 0 of 2\naccounts: 0\nlines.waiting: 2\n", (await RunAsync("preview", id)).Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var early = await RunAsync("apply", id);
        Assert.Equal((2, "educonnect campaign: its list is still being checked; see campaign preview."), (early.Status, early.Error.Trim()));
        Assert.Equal(0, (await RunAsync("cancel", id)).Status);
        Assert.Equal(2, (await RunAsync("cancel", id)).Status);
    }

    [Fact]
    public async Task Every_answer_is_one_object_when_asked()
    {
        var loaded = JsonDocument.Parse((await RunAsync("load", await FileAsync("a.b;secret\n"), "--name", "novembre", "--json")).Output).RootElement;
        var id = loaded.GetProperty("id").GetString()!;
        Assert.Equal("passwords", loaded.GetProperty("list").GetString());
        var preview = JsonDocument.Parse((await RunAsync("preview", id, "--json")).Output).RootElement;
        Assert.Equal(("waiting", 1), (preview.GetProperty("verdicts")[0].GetProperty("verdict").GetString(), preview.GetProperty("verdicts")[0].GetProperty("lines").GetInt32()));
        Assert.Equal(0, JsonDocument.Parse((await RunAsync("follow", id, "--json")).Output).RootElement.GetProperty("total").GetProperty("accounts").GetInt32());
        Assert.Equal(1, JsonDocument.Parse((await RunAsync("list", "--json")).Output).RootElement.GetArrayLength());
        Assert.Equal("cancelled", JsonDocument.Parse((await RunAsync("cancel", id, "--json")).Output).RootElement.GetProperty("step").GetString());
    }

    [Theory]
    [InlineData("cannot be read", "load", "absent.csv", "--name", "x")]
    [InlineData("give --changed-since as", "load", "FILE", "--name", "x", "--changed-since", "hier")]
    [InlineData("still to come", "load", "FILE", "--name", "x", "--changed-since", "2099-01-01")]
    [InlineData("name of 1 to 100 signs", "load", "FILE", "--name", " ")]
    [InlineData("no line of the file can be read", "load", "EMPTY", "--name", "x")]
    [InlineData("there is no campaign x", "preview", "x")]
    [InlineData("there is no campaign 019", "apply", "019ab000-0000-7000-8000-000000000000")]
    [InlineData("there is no campaign 019", "follow", "019ab000-0000-7000-8000-000000000000", "--csv")]
    public async Task A_mistake_is_said_in_one_sentence_and_ends_with_2(string sentence, params string[] words)
    {
        var (file, empty) = (await FileAsync("a.b\n"), await FileAsync("\n \n", "empty.csv"));
        var answer = await RunAsync([.. words.Select(word => word switch { "FILE" => file, "EMPTY" => empty, _ => word })]);
        Assert.Equal(2, answer.Status);
        Assert.StartsWith("educonnect campaign: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Trim().Split('\n'));
        Assert.Equal("", (await RunAsync("list")).Output);
    }

    [Fact]
    [Trait("Rule", "S-MT3")]
    public async Task Nothing_is_loaded_during_maintenance()
    {
        var now = Core.Platform.ParisTime.From(DateTime.UtcNow);
        Assert.Equal(0, (await OperatorConsole.RunAsync(_stores, "maintenance", "plan", "--from", now.AddMinutes(-5).ToString("yyyy-MM-dd HH:mm", null), "--to", now.AddHours(2).ToString("yyyy-MM-dd HH:mm", null))).Status);
        var answer = await RunAsync("load", await FileAsync("a.b\n"), "--name", "x");
        Assert.Equal(1, answer.Status);
        Assert.StartsWith("educonnect maintenance: it is in force until ", answer.Error, StringComparison.Ordinal);
        Assert.Equal("", (await RunAsync("list")).Output);
    }

    private async Task<string> FileAsync(string text, string name = "list.csv")
    {
        var file = Path.Combine(_stores.Folder, name);
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return file;
    }

    private Task<(int Status, string Output, string Error)> RunAsync(params string[] words) => OperatorConsole.RunAsync(_stores, ["campaign", .. words]);
}

using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Managing;
using EduConnect.Core.Platform.Audit;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Operators;

/// <summary>The commands <c>agent give|withdraw|password|close|reopen|edit</c>, run as an operator runs them: the same use cases as the pages (rows #227 and #238).</summary>
[Collection("Console")]
[Trait("Row", "#238")]
public sealed class AgentCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.Sqlite);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_group_is_given_with_its_own_module_and_taken_back_and_the_agent_closed()
    {
        Assert.Equal(0, (await OperatorConsole.RunAsync(_stores, "agent", "add", "a.leroux", "--name", "A. Leroux", "--group", "ECT_ADMIN_045_1D")).Status);
        Assert.Equal("rights given: 1", (await OperatorConsole.RunAsync(_stores, "agent", "give", "A.Leroux", "--group", "ECT_STATS_DEP_045")).Output.Trim());
        Assert.Equal("rights given: 0", (await OperatorConsole.RunAsync(_stores, "agent", "give", "a.leroux", "--group", "ECT_STATS_DEP_045")).Output.Trim());
        Assert.Contains("Statistics 045", (await OperatorConsole.RunAsync(_stores, "agent", "list")).Output, StringComparison.Ordinal);
        Assert.Equal("right: withdrawn", (await OperatorConsole.RunAsync(_stores, "agent", "withdraw", "a.leroux", "--group", "ECT_STATS_DEP_045")).Output.Trim());
        Assert.Equal("right: none in force", (await OperatorConsole.RunAsync(_stores, "agent", "withdraw", "a.leroux", "--group", "ECT_STATS_DEP_045")).Output.Trim());
        Assert.Equal("agent: closed", (await OperatorConsole.RunAsync(_stores, "agent", "close", "a.leroux")).Output.Trim());
        Assert.Equal("agent: no change", (await OperatorConsole.RunAsync(_stores, "agent", "close", "a.leroux")).Output.Trim());
        var list = (await OperatorConsole.RunAsync(_stores, "agent", "list")).Output;
        Assert.Contains("disabled\tAdministration 045 First", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Statistics", list, StringComparison.Ordinal);
        await using var db = _stores.Main();
        Assert.Equal(
            [GiveRight.Code, WithdrawRight.Code, CloseAgent.ClosedCode],
            await db.Set<AuditEvent>().Where(row => row.Code != "agent.added" && row.Code.StartsWith("agent.") && row.ActorId == Environment.UserName).OrderBy(row => row.Id).Select(row => row.Code).ToListAsync(Cancellation));
        Assert.Equal(1, await db.Set<Agent>().CountAsync(agent => agent.DisabledAt != null, Cancellation));
    }

    [Fact]
    public async Task A_new_password_is_printed_once()
    {
        var added = await OperatorConsole.RunAsync(_stores, "agent", "add", "a.leroux", "--name", "A. Leroux", "--module", "Operations");
        var (status, output, error) = await OperatorConsole.RunAsync(_stores, "agent", "password", "A.Leroux");
        Assert.Equal((0, string.Empty), (status, error));
        Assert.Matches("^agent.password: [A-Za-z0-9_-]{20}$", output.Trim());
        Assert.DoesNotContain(output.Trim(), added.Output, StringComparison.Ordinal);
        await using var db = _stores.Main();
        Assert.Equal("a.leroux", (await db.Set<AuditEvent>().SingleAsync(row => row.Code == GiveAgentSecrets.Code, Cancellation)).Detail);
    }

    [Fact]
    public async Task Name_and_school_are_edited_and_what_is_not_said_stays()
    {
        Assert.Equal(0, (await OperatorConsole.RunAsync(_stores, "agent", "add", "a.leroux", "--name", "A. Leroux", "--works-at", "0450001A")).Status);
        Assert.Equal("agent: edited", (await OperatorConsole.RunAsync(_stores, "agent", "edit", "A.Leroux", "--name", "A. Leroux-Petit")).Output.Trim());
        Assert.Equal("agent: no change", (await OperatorConsole.RunAsync(_stores, "agent", "edit", "a.leroux", "--works-at", "0450001a")).Output.Trim());
        Assert.Equal((1, "'045' is not a UAI."), await RefusedAsync("edit", "a.leroux", "--works-at", "045"));
        Assert.Equal((1, "There is no agent b.inconnu."), await RefusedAsync("edit", "b.inconnu", "--name", "B"));
        Assert.Contains("Say what changes: --name, --works-at.", (await OperatorConsole.RunAsync(_stores, "agent", "edit", "a.leroux")).Error, StringComparison.Ordinal);
        Assert.Equal("agent: edited", (await OperatorConsole.RunAsync(_stores, "agent", "edit", "a.leroux", "--works-at", "none")).Output.Trim());
        await using var db = _stores.Main();
        var agent = await db.Set<Agent>().SingleAsync(Cancellation);
        Assert.Equal(("A. Leroux-Petit", null), (agent.DisplayName, agent.Uai));
        Assert.Equal(2, await db.Set<AuditEvent>().CountAsync(row => row.Code == EditAgent.Code, Cancellation));
    }

    private async Task<(int Status, string Error)> RefusedAsync(params string[] words)
    {
        var (status, _, error) = await OperatorConsole.RunAsync(_stores, ["agent", .. words]);
        return (status, error.Trim());
    }

    [Theory]
    [InlineData("There is no agent b.inconnu.", "password", "b.inconnu")]
    [InlineData("There is no agent b.inconnu.", "give", "b.inconnu", "--module", "Operations")]
    [InlineData("Name at least one --school, --group, --circonscription or --module Operations.", "give", "a.leroux")]
    [InlineData("There is no school 0450001A.", "give", "a.leroux", "--school", "0450001A")]
    public async Task What_cannot_be_given_is_refused_in_one_sentence(string sentence, params string[] words)
    {
        Assert.Equal(0, (await OperatorConsole.RunAsync(_stores, "agent", "add", "a.leroux", "--name", "A. Leroux", "--module", "Operations")).Status);
        var (status, _, error) = await OperatorConsole.RunAsync(_stores, ["agent", .. words]);
        Assert.Equal((1, sentence), (status, error.Trim()));
    }
}

using EduConnect.Core.Maintenance;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.CommandLine;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Maintenance;

/// <summary>The command <c>maintenance</c>, run as an operator runs it, over a data folder of its own.</summary>
[Collection("Console")]
public sealed class MaintenanceCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.Sqlite);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task An_interruption_is_planned_in_hours_of_Paris_listed_and_cancelled()
    {
        var planned = await RunAsync("plan", "--from", "2099-07-14 14:00", "--to", "14/07/2099 16:30", "--message", "Mise à jour");
        Assert.Equal((0, ""), (planned.Status, planned.Error));
        Assert.Contains("maintenance.from: 2099-07-14 14:00\nmaintenance.to: 2099-07-14 16:30\nmaintenance.message: Mise à jour\n", planned.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var id = planned.Output.Split("maintenance.id: ")[1].Split('\n')[0].Trim();
        await using (var db = _stores.Operational())
        {
            var window = await db.Set<MaintenanceWindow>().SingleAsync(TestContext.Current.CancellationToken);
            Assert.Equal((new DateTime(2099, 7, 14, 12, 0, 0, DateTimeKind.Utc), new DateTime(2099, 7, 14, 14, 30, 0, DateTimeKind.Utc)), (window.StartsAt, window.EndsAt));
        }

        Assert.Equal($"{id}\tplanned\t2099-07-14 14:00\t2099-07-14 16:30\tMise à jour", (await RunAsync("list")).Output.Trim());
        Assert.Equal(0, (await RunAsync("cancel", id)).Status);
        Assert.Equal("", (await RunAsync("list")).Output.Trim());
        Assert.Equal(1, (await RunAsync("cancel", id)).Status);
        await using var operational = _stores.Operational();
        Assert.Equal([CancelMaintenance.CancelledCode, PlanMaintenance.PlannedCode], await operational.Set<JournalEntry>().Select(entry => entry.Code).OrderBy(code => code).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_one_in_force_refuses_other_commands_that_modify_and_can_be_ended()
    {
        var now = Core.Platform.ParisTime.From(DateTime.UtcNow);
        var planned = await RunAsync("plan", "--from", now.AddMinutes(-5).ToString("yyyy-MM-dd HH:mm", null), "--to", now.AddHours(2).ToString("yyyy-MM-dd HH:mm", null));
        Assert.Equal(0, planned.Status);
        Assert.Contains("\tin force\t", (await RunAsync("list")).Output, StringComparison.Ordinal);
        var service = await CommandAsync("service", "add", "ent", "--name", "Mon ENT", "--redirect", "https://ent.example/cb");
        Assert.Equal(1, service.Status);
        Assert.StartsWith("educonnect maintenance: it is in force until ", service.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("cancel", planned.Output.Split("maintenance.id: ")[1].Split('\n')[0].Trim())).Status);
        Assert.Equal(0, (await CommandAsync("service", "add", "ent", "--name", "Mon ENT", "--redirect", "https://ent.example/cb")).Status);
    }

    [Theory]
    [InlineData("the end has to come after the beginning", "plan", "--from", "2099-07-14 14:00", "--to", "2099-07-14 14:00")]
    [InlineData("would be over already", "plan", "--from", "2020-07-14 14:00", "--to", "2020-07-14 16:00")]
    [InlineData("an hour that a clock in Paris shows", "plan", "--from", "2099-07-14", "--to", "2099-07-14 16:00")]
    [InlineData("an hour that a clock in Paris shows", "plan", "--from", "2099-03-29 02:30", "--to", "2099-03-29 16:00")]
    [InlineData("--to", "plan", "--from", "2099-07-14 14:00")]
    [InlineData("there is no interruption", "cancel", "x")]
    public async Task A_mistake_is_said_in_one_sentence(string sentence, params string[] arguments)
    {
        var answer = await RunAsync(arguments);
        Assert.NotEqual(0, answer.Status);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_the_same_time_are_refused()
    {
        Assert.Equal(0, (await RunAsync("plan", "--from", "2099-07-14 14:00", "--to", "2099-07-14 16:00")).Status);
        var again = await RunAsync("plan", "--from", "2099-07-14 15:59", "--to", "2099-07-14 17:00");
        Assert.Equal(1, again.Status);
        Assert.Contains("another interruption stands at that time", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("plan", "--from", "2099-07-14 16:00", "--to", "2099-07-14 17:00")).Status);
    }

    private Task<(int Status, string Output, string Error)> RunAsync(params string[] words) => CommandAsync(["maintenance", .. words]);

    private async Task<(int Status, string Output, string Error)> CommandAsync(params string[] words)
    {
        var (before, beforeError) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var error = new StringWriter();
        Console.SetOut(output);
        Console.SetError(error);
        try
        {
            var parsed = Commands.Root().Parse([.. words, "--data", _stores.Folder]);
            var status = await parsed.InvokeAsync(new() { Output = output, Error = error }, TestContext.Current.CancellationToken);
            return (status, output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(before);
            Console.SetError(beforeError);
        }
    }
}

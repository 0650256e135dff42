using System.CommandLine;
using System.Globalization;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Applying;
using EduConnect.Core.Campaigns.Following;
using EduConnect.Core.Campaigns.Loading;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;

namespace EduConnect.Web.CommandLine;

/// <summary><c>campaign load|preview|apply|stop|cancel|follow|list</c>: accounts whose usernames or passwords leaked (domain §16). What was asked wrongly ends with 2.</summary>
internal static class CampaignCommand
{
    private const int Wrong = 2;
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "dd/MM/yyyy"];
    private static readonly Actor Operator = new(ActorKind.Operator, Environment.UserName);

    public static Command Create() => new("campaign", "Accounts whose usernames or passwords leaked: load a list, look at what it will do, apply it, follow it.")
    {
        Load(),
        OfOne("preview", "Tells how far a list is checked, which accounts will be flagged, and which lines are left out and why.", PreviewAsync),
        OfOne("apply", "Flags the accounts found: their passwords stop working and their sessions end. Goes on after a stop.", ApplyAsync),
        OfOne("stop", "Stops a campaign that is being applied; accounts already flagged stay so.", (services, id, answer, cancellation) =>
            DoneAsync(services.GetRequiredService<StopCampaign>().RunAsync(id, Operator, cancellation), "stopped", id, answer)),
        OfOne("cancel", "Gives a campaign up before anything was changed, and deletes its lines.", (services, id, answer, cancellation) =>
            DoneAsync(services.GetRequiredService<CancelCampaign>().RunAsync(id, Operator, cancellation), "cancelled", id, answer)),
        Follow(),
        List(),
    };

    private static Command Load()
    {
        var file = new Argument<string>("FILE") { Description = "Usernames, usernames and leaked passwords, or SHA-256 of usernames: one a line, fields separated by , ; or tab. 1,000,000 lines at most." };
        var name = new Option<string>("--name") { Description = "Name of the campaign.", Required = true };
        var since = new Option<string?>("--changed-since") { Description = "Leaves out whoever chose another password since, such as 2026-11-02, day of Paris." };
        var (data, json) = (DataOption.Create(), Json());
        var command = new Command("load", "Loads a list; the worker checks it. Nothing is changed before apply.") { file, name, since, json, data };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(data), result.GetValue(json), async (services, answer) =>
        {
            var date = result.GetValue(since) is { } text ? Instant(text) ?? throw new CampaignRefusedException("give --changed-since as 2026-11-02 or \"2026-11-02 14:00\".") : (DateTime?)null;
            await using var list = Open(result.GetRequiredValue(file));
            answer.Write(await services.GetRequiredService<LoadCampaign>().RunAsync(list, result.GetRequiredValue(name), date, Operator, cancellation));
        }));
        return command;
    }

    private static Command Follow()
    {
        var csv = new Option<bool>("--csv") { Description = "Prints the classes as a file for spreadsheets." };
        return OfOne(
            "follow", "Tells by school and class who is still compromised, informed since, or done.",
            async (services, id, answer, cancellation) => answer.Write(await services.GetRequiredService<FollowCampaign>().RunAsync(id, cancellation)), csv);
    }

    private static Command List()
    {
        var (data, json) = (DataOption.Create(), Json());
        var command = new Command("list", "Lists the campaigns, the last one first.") { json, data };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(data), result.GetValue(json), async (services, answer) =>
            answer.Write(await services.GetRequiredService<ListCampaigns>().RunAsync(cancellation))));
        return command;
    }

    private static async Task PreviewAsync(IServiceProvider services, Guid id, CampaignAnswer answer, CancellationToken cancellation) =>
        answer.Write(await services.GetRequiredService<PreviewCampaign>().RunAsync(id, cancellation));

    private static async Task ApplyAsync(IServiceProvider services, Guid id, CampaignAnswer answer, CancellationToken cancellation) =>
        answer.WriteStep("applying", id, await services.GetRequiredService<ApplyCampaign>().RunAsync(id, Operator, cancellation));

    private static async Task DoneAsync(Task step, string word, Guid id, CampaignAnswer answer)
    {
        await step;
        answer.WriteStep(word, id);
    }

    private static Command OfOne(string name, string description, Func<IServiceProvider, Guid, CampaignAnswer, CancellationToken, Task> work, Option<bool>? csv = null)
    {
        var (data, json) = (DataOption.Create(), Json());
        var id = new Argument<string>("id") { Description = "Identifier, as load and list show it." };
        var command = new Command(name, description) { id, json, data };
        if (csv is not null)
        {
            command.Options.Add(csv);
        }

        command.SetAction((result, cancellation) => RunAsync(result.GetValue(data), result.GetValue(json), async (services, answer) =>
        {
            var text = result.GetRequiredValue(id);
            var campaign = Guid.TryParse(text, out var one) ? one : throw new CampaignRefusedException($"there is no campaign {text}.");
            await work(services, campaign, csv is not null && result.GetValue(csv) ? answer with { AsCsv = true } : answer, cancellation);
        }));
        return command;
    }

    private static async Task<int> RunAsync(string? folder, bool asJson, Func<IServiceProvider, CampaignAnswer, Task> work)
    {
        try
        {
            return await ServiceCommand.WithAsync(folder, async (services, output) =>
            {
                await work(services, new CampaignAnswer(output, asJson));
                return 0;
            });
        }
        catch (CampaignRefusedException refusal)
        {
            await Console.Error.WriteLineAsync("educonnect campaign: " + refusal.Message);
            return Wrong;
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CampaignRefusedException($"the file {path} cannot be read: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    private static DateTime? Instant(string text) =>
        DateTime.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var paris) ? ParisTime.ToUtc(paris) : null;

    private static Option<bool> Json() => new("--json") { Description = "Prints the answer as one JSON object." };
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Following;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Listing;

namespace EduConnect.Web.CommandLine;

/// <summary>Writes what the command <c>campaign</c> answers: lines <c>name: value</c>, one JSON object, or a file for spreadsheets.</summary>
internal sealed record CampaignAnswer(TextWriter Output, bool AsJson)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Whether the classes are printed for a spreadsheet.</summary>
    public bool AsCsv { get; init; }

    public void Write(Campaign campaign)
    {
        if (AsJson)
        {
            Write<object>(campaign);
            return;
        }

        Line("campaign.id", campaign.Id);
        Line("campaign.name", campaign.Name);
        Line("campaign.list", Word(campaign.List));
        Line("campaign.lines", campaign.Lines);
        Line("campaign.state", Word(campaign.State));
        Line("campaign.loaded", $"{Instant(campaign.CreatedAt)} by {campaign.CreatedBy}");
        if (campaign.ChangedSince is { } since)
        {
            Line("campaign.changed_since", Instant(since));
        }
    }

    public void Write(IReadOnlyList<Campaign> campaigns)
    {
        if (AsJson)
        {
            Write<object>(campaigns);
            return;
        }

        foreach (var campaign in campaigns)
        {
            Output.WriteLine($"{campaign.Id}\t{Word(campaign.State)}\t{Instant(campaign.CreatedAt)}\t{campaign.Lines.ToString(CultureInfo.InvariantCulture)}\t{campaign.Name}");
        }
    }

    public void Write(CampaignPreview preview)
    {
        if (AsJson)
        {
            Write<object>(preview);
            return;
        }

        Write(preview.Campaign);
        if (preview.Operation is { } work)
        {
            Line("work", string.Create(CultureInfo.InvariantCulture, $"{Word(work.State)}, {work.Done} of {work.Total}") + (work.Error is { } error ? $": {error.ReplaceLineEndings(" ")}" : string.Empty));
        }

        Line("accounts", preview.Accounts);
        foreach (var state in preview.States)
        {
            Line($"accounts.{Word(state.Kind)}.{Word(state.State)}", state.Accounts);
        }

        foreach (var academie in preview.Academies)
        {
            Line($"academie.{(academie.Academie.Length == 0 ? "none" : academie.Academie)}", academie.Accounts);
        }

        foreach (var verdict in preview.Verdicts)
        {
            Line($"lines.{Word(verdict.Verdict)}", verdict.Lines + (verdict.First.Count == 0 ? string.Empty : $" (first: {string.Join(' ', verdict.First)})"));
        }
    }

    public void Write(CampaignFollowUp follow)
    {
        if (AsCsv)
        {
            Output.Write(Encoding.UTF8.GetString(Csv(follow)));
            return;
        }

        if (AsJson)
        {
            Write<object>(follow);
            return;
        }

        Write(follow.Campaign);
        Line("followed", Words(follow.Total));
        Line("deleted", follow.Deleted);
        Line("done", follow.IsDone ? "yes" : "no");
        foreach (var row in follow.Rows)
        {
            Output.WriteLine($"{row.Academie}\t{row.Uai}\t{row.School}\t{row.Class}\t{Word(row.Kind)}\t{Words(row.Counts)}");
        }
    }

    public void WriteStep(string word, Guid campaign, int? accounts = null)
    {
        if (AsJson)
        {
            Write<object>(new { Campaign = campaign, Step = word, Accounts = accounts });
            return;
        }

        Line(word, campaign);
        if (accounts is { } count)
        {
            Line("accounts", count);
        }
    }

    private static byte[] Csv(CampaignFollowUp follow)
    {
        var text = new CsvText();
        text.Add(["academie", "uai", "school", "class", "kind", "accounts", "waiting", "informed", "done"]);
        foreach (var row in follow.Rows)
        {
            int[] counts = [row.Counts.Accounts, row.Counts.Waiting, row.Counts.Informed, row.Counts.Done];
            text.Add([row.Academie, row.Uai, row.School, row.Class, Word(row.Kind), .. counts.Select(count => count.ToString(CultureInfo.InvariantCulture))]);
        }

        return text.ToBytes();
    }

    private void Write<T>(T answer) => Output.WriteLine(JsonSerializer.Serialize(answer, Json));

    private void Line(string name, object value) => Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value}"));

    private static string Words(FollowUpCounts counts) =>
        string.Create(CultureInfo.InvariantCulture, $"{counts.Accounts} accounts, {counts.Waiting} waiting, {counts.Informed} informed, {counts.Done} done");

    private static string Instant(DateTime utc) => ParisTime.From(utc).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

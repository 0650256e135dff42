using System.CommandLine;
using EduConnect.Core.Assistance;
using EduConnect.Core.Directory;
using EduConnect.Core.HelpTexts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.CommandLine;

/// <summary><c>assistance set|show|list|remove</c>: what each académie tells families who need help (domain 14.3, row #242).</summary>
internal static class AssistanceCommand
{
    private static readonly Actor Operator = new(ActorKind.Operator, Environment.UserName);

    public static Command Create() => new("assistance", "The help texts of the academies.") { Set(), Show(), List(), Remove() };

    private static Command Set()
    {
        var file = new Argument<FileInfo>("file") { Description = "Markdown file, UTF-8, at most 8000 characters." };
        return OfOne("set", "Writes the text of an academie for one degree.", file, async (services, academie, degree, output, result, cancellation) =>
        {
            if (result.GetRequiredValue(file) is not { Exists: true } found)
            {
                await Console.Error.WriteLineAsync($"There is no file '{result.GetRequiredValue(file)}'.");
                return 1;
            }

            var text = (await File.ReadAllTextAsync(found.FullName, cancellation)).ReplaceLineEndings("\n").Trim();
            return await SaveAsync(services, academie, degree, text, output, cancellation);
        });
    }

    private static Command Remove() => OfOne("remove", "Brings the general text back.", null, (services, academie, degree, output, _, cancellation) =>
        SaveAsync(services, academie, degree, null, output, cancellation));

    private static Command Show() => OfOne("show", "Prints the text of an academie for one degree.", null, async (services, academie, degree, output, _, cancellation) =>
    {
        var main = services.GetRequiredService<MainDb>();
        if (await main.Set<AssistanceText>().AsNoTracking().SingleOrDefaultAsync(one => one.Academie == academie && one.Degree == degree, cancellation) is not { } found)
        {
            await Console.Error.WriteLineAsync($"The academie '{academie}' has no text of its own for this degree.");
            return 1;
        }

        output.WriteLine(found.Text);
        return 0;
    });

    private static Command List()
    {
        var data = DataOption.Create();
        var command = new Command("list", "Lists the academies, with the degrees they have a text of their own for.") { data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var texts = await services.GetRequiredService<MainDb>().Set<AssistanceText>().AsNoTracking().ToListAsync(cancellation);
            foreach (var academie in Academies.All)
            {
                var degrees = texts.Where(text => text.Academie == academie.Code).Select(text => DegreeCode.Write(text.Degree)).Order(StringComparer.Ordinal);
                output.WriteLine($"{academie.Code}\t{academie.Name}\t{string.Join(' ', degrees)}".TrimEnd());
            }

            return 0;
        }));
        return command;
    }

    private static async Task<int> SaveAsync(IServiceProvider services, string academie, Degree degree, string? text, TextWriter output, CancellationToken cancellation)
    {
        var outcome = await services.GetRequiredService<SetAssistanceText>().RunAsync(academie, degree, text, Operator, cancellation);
        if (Refusal(outcome, academie) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }

        output.WriteLine($"{(outcome == TextOutcome.Unchanged ? "unchanged" : text is null ? "removed" : "written")}: {academie} {DegreeCode.Write(degree)}");
        return 0;
    }

    private static string? Refusal(TextOutcome outcome, string academie) => outcome switch
    {
        TextOutcome.Written or TextOutcome.Unchanged => null,
        TextOutcome.Overtaken => "Somebody else has just written this text. Read it with 'assistance show', then write again.",
        TextOutcome.NotThere when Academies.ByCode(academie) is null => $"There is no academie '{academie}'.",
        TextOutcome.NotThere => $"The academie '{academie}' has no text of its own for this degree.",
        _ => $"The text must have 1 to {AssistanceText.LongestText} characters.",
    };

    private static Command OfOne(
        string name, string description, Argument? extra, Func<IServiceProvider, string, Degree, TextWriter, ParseResult, CancellationToken, Task<int>> work)
    {
        var data = DataOption.Create();
        var academie = new Argument<string>("academie") { Description = "Code of the academie (two digits)." };
        var degree = new Argument<string>("degree") { Description = "1D or 2D." };
        degree.AcceptOnlyFromAmong("1D", "2D");
        var command = new Command(name, description) { academie, degree };
        if (extra is not null)
        {
            command.Add(extra);
        }

        command.Add(data);
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(
            result.GetValue(data),
            (services, output) => work(
                services,
                AcademieCode.Parse(result.GetRequiredValue(academie)) ?? result.GetRequiredValue(academie),
                DegreeCode.Parse(result.GetRequiredValue(degree))!.Value,
                output,
                result,
                cancellation)));
        return command;
    }
}

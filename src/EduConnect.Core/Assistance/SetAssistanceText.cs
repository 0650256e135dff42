using EduConnect.Core.Directory;
using EduConnect.Core.HelpTexts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Assistance;

/// <summary>An operator writes what an académie tells the families of one degree (row #242); no text brings the general one back. Every text stays as a version.</summary>
[UseCase(Effect.Modifies)]
public sealed class SetAssistanceText(MainDb main, StorageProvider provider, TimeProvider clock, AssistanceTexts copy)
{
    /// <summary>Writes it.</summary>
    /// <param name="academie">code of the académie</param>
    /// <param name="degree">degree of the children</param>
    /// <param name="text">Markdown, at most <see cref="AssistanceText.LongestText"/> signs; null takes the text of its own away</param>
    /// <param name="actor">who</param>
    /// <param name="cancellation">ends the wait</param>
    /// <param name="expected">number of the version it was made from (0: none); null to write whatever stands there</param>
    public async Task<TextOutcome> RunAsync(string academie, Degree degree, string? text, Actor actor, CancellationToken cancellation, int? expected = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (Academies.ByCode(academie) is null)
        {
            return TextOutcome.NotThere;
        }

        if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > AssistanceText.LongestText))
        {
            return string.IsNullOrWhiteSpace(text) ? TextOutcome.Empty : TextOutcome.TooLong;
        }

        var known = await main.Set<AssistanceText>().SingleOrDefaultAsync(one => one.Academie == academie && one.Degree == degree, cancellation);
        if (known?.Text == text)
        {
            return text is null ? TextOutcome.NotThere : TextOutcome.Unchanged;
        }

        var last = await TextVersions.LastAsync(main, AssistanceText.SubjectOf(academie, degree), cancellation);
        return expected is { } seen && seen != last ? TextOutcome.Overtaken : await SaveAsync(known, new Change(academie, degree, text), last, actor, cancellation);
    }

    private async Task<TextOutcome> SaveAsync(AssistanceText? known, Change next, int last, Actor actor, CancellationToken cancellation)
    {
        var (now, subject) = (clock.GetUtcNow().UtcDateTime, AssistanceText.SubjectOf(next.Academie, next.Degree));
        if (known is not null && last == 0)
        {
            // Written before versions were kept: it becomes the first.
            main.Add(new TextVersion { Subject = subject, Number = ++last, Text = known.Text, WrittenAt = known.WrittenAt, WrittenBy = known.WrittenBy });
        }

        main.Add(new TextVersion { Subject = subject, Number = ++last, Text = next.Text, WrittenAt = now, WrittenBy = actor.Id });
        if (next.Text is null)
        {
            main.Remove(known!);
        }
        else
        {
            known ??= main.Add(new AssistanceText { Academie = next.Academie, Degree = next.Degree, Text = next.Text }).Entity;
            (known.Text, known.WrittenAt, known.WrittenBy) = (next.Text, now, actor.Id);
        }

        var code = next.Text is null ? "assistance.text-removed" : "assistance.text-set";
        main.Add(actor.Event(code, now, detail: TextVersions.Trace($"{next.Academie} {DegreeCode.Write(next.Degree)}", last)));
        try
        {
            await main.SaveChangesAsync(cancellation);
        }
        catch (Exception race) when (provider.IsRace(race))
        {
            return TextOutcome.Overtaken;
        }

        copy.Forget();
        return TextOutcome.Written;
    }

    private sealed record Change(string Academie, Degree Degree, string? Text);
}

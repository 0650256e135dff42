using EduConnect.Core.Directory;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Assistance;

/// <summary>An operator writes what an académie tells the families of one degree; no text brings the general one back.</summary>
[UseCase(Effect.Modifies)]
public sealed class SetAssistanceText(MainDb main, TimeProvider clock, AssistanceTexts copy)
{
    /// <summary>Writes it.</summary>
    /// <returns>the reason of the refusal in English; null when it was done</returns>
    public async Task<string?> RunAsync(string academie, Degree degree, string? text, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (Academies.ByCode(academie) is null)
        {
            return $"There is no academie '{academie}'.";
        }

        if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > AssistanceText.LongestText))
        {
            return $"The text must have 1 to {AssistanceText.LongestText} characters.";
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var known = await main.Set<AssistanceText>().SingleOrDefaultAsync(one => one.Academie == academie && one.Degree == degree, cancellation);
        if (text is null)
        {
            if (known is null)
            {
                return $"The academie '{academie}' has no text of its own for this degree.";
            }

            main.Remove(known);
        }
        else
        {
            known ??= main.Add(new AssistanceText { Academie = academie, Degree = degree, Text = text }).Entity;
            (known.Text, known.WrittenAt) = (text, now);
        }

        main.Add(actor.Event(text is null ? "assistance.text-removed" : "assistance.text-set", now, detail: $"{academie} {DegreeCode.Write(degree)}"));
        await main.SaveChangesAsync(cancellation);
        copy.Forget();
        return null;
    }
}

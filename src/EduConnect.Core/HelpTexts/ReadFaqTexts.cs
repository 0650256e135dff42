using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.HelpTexts;

/// <summary>Tells what operators made of the questions of families, as main holds it now, for operators who change it.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadFaqTexts(MainDb main)
{
    /// <summary>The versions in force, by the name they stand under; one without a text brought the original back.</summary>
    public async Task<IReadOnlyDictionary<string, TextVersion>> RunAsync(CancellationToken cancellation) =>
        await FaqTexts.InForce(main).ToDictionaryAsync(version => version.Subject, StringComparer.Ordinal, cancellation);
}

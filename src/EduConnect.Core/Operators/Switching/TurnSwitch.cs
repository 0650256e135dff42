using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.PupilSupport;

namespace EduConnect.Core.Operators.Switching;

/// <summary>An operator turns one of the security switches, by the use case of its room (rows #16 and #17).</summary>
[UseCase(Effect.Reads)]
public sealed class TurnSwitch(SwitchFranceConnect franceConnect, SwitchPupilSupport pupilSupport)
{
    /// <summary>Turns.</summary>
    /// <returns>how many addresses are told; null when it stood so already</returns>
    public Task<int?> RunAsync(SwitchName name, bool isOff, Actor actor, CancellationToken cancellationToken) => name switch
    {
        SwitchName.FranceConnect => franceConnect.RunAsync(isOff, actor, cancellationToken),
        SwitchName.Inform => pupilSupport.RunAsync(PupilSupportFunction.Inform, isOff, actor, cancellationToken),
        _ => pupilSupport.RunAsync(PupilSupportFunction.List, isOff, actor, cancellationToken),
    };
}

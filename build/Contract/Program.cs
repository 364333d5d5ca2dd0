using Violet.Contract.Comparing;
using Violet.Contract.Generating;
using Violet.Contract.Learning;
using Violet.Contract.Publishing;
using Violet.Contract.Reading;

if (args is ["check" or "learn", ..])
    return LearnCommand.Run(args, Console.Out);
if (args is ["compare", ..])
    return CompareCommand.Run(args, Console.Out);
if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 64;
}
IReadOnlyList<Problem> problems;
try
{
    problems = options.Publish is { } version
        ? await Publisher.PublishAsync(options, version).ConfigureAwait(false)
        : await new Generator(options).RunAsync().ConfigureAwait(false);
}
catch (GeneratorException e)
{
    problems = [e.Problem];
}
if (options.Problems is not null)
{
    File.WriteAllLines(options.Problems, problems.Select(problem => problem.ToString()));
}
else
{
    foreach (Problem problem in problems)
        Console.WriteLine(problem);
}

return problems.Count == 0 ? 0 : 2;

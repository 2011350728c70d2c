/** The report's one style sheet. Colours are tested for contrast in both schemes. */
export const style = `
:root{color-scheme:light dark;--page:#fbfbf9;--card:#fff;--ink:#1c2024;--soft:#5a626b;--line:#dfe1dd;--grid:#e9ebe7;
--good:#176b43;--good-bg:#e5f3ea;--bad:#b3261e;--bad-bg:#fbe9e7;--unsure:#7a5200;--unsure-bg:#fbf0d9;--plain-bg:#eef0f2;
--data:#1f5fa8;--before:#eef1f4;--injection:#fdebd2;--injection-ink:#834300;--abort:#f8dcd9;--abort-ink:#8f1d17;
--undo:#e6e2f5;--undo-ink:#4b3d94;--recovery:#dff0e4;--recovery-ink:#185f3c;--before-ink:#4c555e}
@media (prefers-color-scheme:dark){:root{--page:#14171a;--card:#1b1f23;--ink:#e8eaec;--soft:#a4adb6;--line:#343a40;--grid:#2b3136;
--good:#6fd39d;--good-bg:#16301f;--bad:#ff9a90;--bad-bg:#3c1c1a;--unsure:#f0c060;--unsure-bg:#38290c;--plain-bg:#262b30;
--data:#7db7f5;--before:#20252a;--injection:#3a2a14;--injection-ink:#f3bd7c;--abort:#421f1d;--abort-ink:#ffa79f;
--undo:#2a2544;--undo-ink:#c3b8fa;--recovery:#17301f;--recovery-ink:#86d9a9;--before-ink:#b0b9c2}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main,.mast,footer{max-width:1120px;margin:0 auto;padding:0 24px}
a{color:inherit;text-underline-offset:3px}
:focus-visible{outline:3px solid var(--data);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:16px;top:8px;background:var(--card);padding:8px 12px;z-index:2}
h1{font-size:26px;line-height:1.25;margin:0;letter-spacing:-.01em;font-weight:650}
h2{font-size:18px;line-height:1.3;margin:0 0 4px;font-weight:650}
h3{font-size:14px;margin:0;font-weight:650}
p{margin:0 0 8px;max-width:76ch}
section{margin:40px 0 0;scroll-margin-top:12px}
.lead{color:var(--soft);margin-bottom:14px}
.mono,code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.good{color:var(--good)}.bad{color:var(--bad)}.unsure{color:var(--unsure)}.soft{color:var(--soft)}
.icon{width:1em;height:1em;vertical-align:-.12em;margin-right:.35em;flex:none}
.mast{padding-top:28px}
.kicker{color:var(--soft);margin:0 0 2px}
.verdict{margin-top:18px;border-radius:6px;padding:18px 20px 16px;border-left:6px solid currentColor}
.verdict.good{background:var(--good-bg)}.verdict.bad{background:var(--bad-bg)}.verdict.unsure{background:var(--unsure-bg)}
.verdict .word{font-size:30px;line-height:1.15;font-weight:700;letter-spacing:-.015em;margin:0;display:flex;align-items:center}
.verdict .reason{color:var(--ink);font-size:17px;line-height:1.45;margin:6px 0 14px;max-width:72ch}
.outcomes{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:6px 24px;margin:0;color:var(--ink)}
.outcomes dt{font-size:13px;color:var(--soft)}
.outcomes dd{margin:0}.outcomes b{font-weight:650}.outcomes .meaning{font-size:13px;color:var(--soft);display:block}
.facts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:4px 28px;margin:16px 0 0;font-size:13.5px}
.facts div{display:grid;grid-template-columns:76px minmax(0,1fr)}
.facts .full{grid-column:1/-1}.facts dt{color:var(--soft)}.facts dd{margin:0}
nav{margin:18px 0 0;font-size:13.5px}nav ul{display:flex;flex-wrap:wrap;gap:2px 18px;list-style:none;margin:0;padding:0}nav a{display:inline-block;padding:3px 0}
.figures{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));margin:28px 0 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
.figures div{padding:12px 14px;border-left:1px solid var(--line);display:flex;flex-direction:column}.figures div:first-child{border-left:0;padding-left:0}
.figures dt{font-size:13px;color:var(--soft)}.figures dd{margin:0}
.figures .value{font-size:22px;line-height:1.3;font-weight:600;letter-spacing:-.01em}.figures .note{font-size:12.5px;color:var(--soft)}
.hypothesis{display:grid;grid-template-columns:68px minmax(0,1fr);gap:2px 12px;margin:10px 0 0;font-size:16px}
.hypothesis dt{color:var(--soft);overflow-wrap:normal}.hypothesis dd{margin:0}
.panel{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:14px 18px 12px}
.plot{display:block;width:calc(100% - 132px);margin-left:48px;overflow:visible}
.plot text{font:11.5px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;font-variant-numeric:tabular-nums;fill:var(--soft)}
.plot .right{text-anchor:start}.plot .left{text-anchor:end}.plot .mid{text-anchor:middle}
.w-before{fill:var(--before)}.w-injection{fill:var(--injection)}.w-abort{fill:var(--abort)}.w-undo{fill:var(--undo)}.w-recovery{fill:var(--recovery)}
.plot .t-before{fill:var(--before-ink)}.plot .t-injection{fill:var(--injection-ink)}.plot .t-abort{fill:var(--abort-ink)}.plot .t-undo{fill:var(--undo-ink)}.plot .t-recovery{fill:var(--recovery-ink)}
.plot .name{font-weight:600;font-size:12px}
.grid{stroke:var(--ink);stroke-opacity:.09}.frame{stroke:var(--line)}
.trace{fill:none;stroke:var(--data);stroke-width:1.6;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.dot{fill:var(--data)}.breach{fill:var(--card);stroke:var(--bad);stroke-width:2}.hole{stroke:var(--unsure);stroke-width:1.6;fill:none}.unjudged{fill:var(--card);stroke:var(--data);stroke-width:1.4}
.tolerance{stroke:var(--good);stroke-width:1.4}.plot .tolerance-label{fill:var(--good);font-weight:600}
.stop{stroke:var(--bad);stroke-width:1.4;stroke-dasharray:5 4}.plot .stop-label{fill:var(--bad);font-weight:600}
.moment{stroke:var(--ink);stroke-opacity:.5;stroke-dasharray:1.5 2.5}.flag{fill:var(--ink)}.plot .flag-number{fill:var(--card);font-weight:700;font-size:11px;text-anchor:middle}
.chart{margin:0;padding:10px 0 0;border-top:1px solid var(--line)}.strip-box{margin:0;padding:0 0 10px}
.chart figcaption{display:flex;flex-wrap:wrap;gap:0 14px;align-items:baseline;margin-bottom:8px;font-size:13px}
.chart figcaption h3{font-size:15px}.chart .state{margin-left:auto;font-weight:600}
.keys{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;margin:12px 0 0;padding:0;font-size:13px}
.keys svg{width:18px;height:12px;vertical-align:-1px;margin-right:6px;overflow:visible}
.keys:last-of-type{margin-bottom:16px}.moments{list-style:none;margin:4px 0 12px;padding:0;font-size:13.5px;display:grid;gap:2px}
.moments li{display:grid;grid-template-columns:22px 62px 66px minmax(0,1fr);gap:0 6px;align-items:baseline}
.moments .number{justify-self:start;width:18px;height:18px;line-height:18px;border-radius:9px;background:var(--ink);color:var(--card);font-size:11px;font-weight:700;text-align:center}
details{font-size:13.5px;margin:6px 0 8px}summary{cursor:pointer;color:var(--soft);padding:3px 0}details[open]>summary{margin-bottom:6px}
.scroll{overflow-x:auto;max-width:100%}
.scroll+.scroll,.scroll+p,.panel+.scroll{margin-top:20px}table{border-collapse:collapse;width:100%;font-size:13.5px;line-height:1.4}
caption{text-align:left;color:var(--soft);font-size:13px;padding:0 0 8px;caption-side:top}
th,td{overflow-wrap:break-word;text-align:left;vertical-align:top;padding:6px 14px 6px 0;border-top:1px solid var(--grid)}
thead th{border-top:0;border-bottom:1px solid var(--line);color:var(--soft);font-weight:550;font-size:12.5px;vertical-align:bottom;overflow-wrap:normal}
tbody th{font-weight:600}tbody.first tr:first-child>*{border-top:1px solid var(--line)}
.mono,.full{overflow-wrap:anywhere}.num{text-align:right;overflow-wrap:normal;white-space:nowrap}.nowrap{white-space:nowrap;overflow-wrap:normal}td:last-child,th:last-child{padding-right:0}
.badge{display:inline-flex;align-items:center;font-weight:650;white-space:nowrap;overflow-wrap:normal}
.change{border-top:1px solid var(--line);padding:14px 0 6px}.change header{display:flex;flex-wrap:wrap;gap:2px 16px;align-items:baseline}.change .badge{margin-left:auto}
.change p{font-size:13.5px;margin:4px 0}
pre{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:12px 14px;margin:8px 0;white-space:pre-wrap;overflow-wrap:anywhere}
footer{margin:48px auto 40px;color:var(--soft);font-size:13px}
.d-good{fill:var(--good)}.d-bad{fill:var(--bad)}.d-unsure{fill:var(--unsure)}.d-plain{fill:var(--data)}.faint{opacity:.4}.by{stroke:var(--ink);stroke-width:2}
.trends{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:6px 28px}.trends .chart:nth-child(2){border-top:0}.trends .chart:first-child{border-top:0}.range{stroke:var(--data);stroke-width:2;stroke-opacity:.55}.unclear{fill:var(--card);stroke:var(--unsure);stroke-width:1.8}
.plot .d-name{font-weight:600;font-size:12px;fill:var(--ink)}.plot .d-took{font-weight:400;fill:var(--soft)}.plot .right-end{text-anchor:end}
@media (max-width:760px){main,.mast,footer{padding:0 16px}.mast{padding-top:18px}h1{font-size:22px}.verdict{padding:14px 14px 12px}.verdict .word{font-size:25px}.outcomes{grid-template-columns:minmax(0,1fr)}.verdict .reason{font-size:16px}
.facts{grid-template-columns:minmax(0,1fr)}.figures{grid-template-columns:repeat(2,minmax(0,1fr))}.figures div{padding:10px 10px 10px 0;border-left:0}.panel{padding:12px 10px}
.plot{width:calc(100% - 106px);margin-left:38px}.trends{grid-template-columns:minmax(0,1fr)}.trends .chart:nth-child(2){border-top:1px solid var(--line)}.wide{display:none}.moments li{grid-template-columns:22px 58px minmax(0,1fr)}.moments .clock{display:none}
.change .badge{margin-left:0;flex-basis:100%}.chart .state{margin-left:0;flex-basis:100%}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.stack,.stack tbody{display:block}.stack tr{display:grid;grid-template-columns:repeat(auto-fit,minmax(88px,1fr));gap:4px 14px;padding:8px 0;border-top:1px solid var(--grid)}
.stack td,.stack th{display:block;min-width:0;overflow-wrap:anywhere;border:0;padding:0;text-align:left;white-space:normal}.stack td[data-label]::before{content:attr(data-label);display:block;color:var(--soft);font-size:12px}.stack .full,.stack th{grid-column:1/-1}.stack td:empty{display:none}.stack caption{display:block}}
@media print{:root{--page:#fff;--card:#fff}body{font-size:11pt}nav,.skip{display:none}.panel{border:0;padding:0}section{margin-top:22px}.chart,.change,tr,.verdict,.figures{break-inside:avoid}h2,h3{break-after:avoid}
.verdict,.plot,.number{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`.trim();

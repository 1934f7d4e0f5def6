import { sampleLeaves } from './src/capture/virtual/sheets/sample-sheets.ts';
import sharp from 'sharp';
const [,,n,side,dpi,crop,out]=process.argv;
const l=sampleLeaves()[+n!-1]!; const t=performance.now();
const b=await (side==='front'?l.front:l.back).scan({dpi:+dpi!,colour:'colour'}); console.log(performance.now()-t|0,'ms',b.length,(await sharp(b).metadata()).width, JSON.stringify(l[side as 'front'].truth));
let s=sharp(b); const o=l[side as 'front'].truth.orientationDeg; s=sharp(await s.rotate(o).toBuffer()); if(crop!=='-'){const [x,y,w,h]=crop!.split(',').map(Number); s=s.extract({left:x!,top:y!,width:w!,height:h!});}
await s.png().toFile(out!);
